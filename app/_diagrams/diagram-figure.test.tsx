/** What a reader gets of every kind of diagram before any script has run. */
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { diagramExamples } from '#lessons/_loader/diagram-examples.ts';
import { diagramKinds, type DiagramKind } from '#lessons/_schema/diagram.ts';
import { DiagramFigure } from './diagram-figure.tsx';

const drawn = (kind: DiagramKind, text = diagramExamples[kind], language: 'ko' | 'en' = 'en') =>
  renderToStaticMarkup(<DiagramFigure kind={kind} language={language} text={text} />);

/** What is read aloud and can be selected: the text outside of the room kept for other frames. */
const read = (html: string) =>
  html
    .replace(
      /<div aria-hidden="true" class="invisible[\s\S]*?inert="">[\s\S]*?(?=<div aria-hidden="true" class="invisible|<div class="mt-4|$)/g,
      '',
    )
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');

describe('DiagramFigure', () => {
  it.each(diagramKinds)('is a figure with its caption and with words for who cannot see it: %s', (kind) => {
    const html = drawn(kind);
    const [, caption] = /^caption: (.*)$/m.exec(diagramExamples[kind]) ?? [];
    const [, alt] = /^alt: (.*)$/m.exec(diagramExamples[kind]) ?? [];
    expect(html).toMatch(/^<figure/);
    expect(html).toContain(`<p class="sr-only"><span>${alt ?? ''}</span></p>`);
    expect(/<figcaption[^>]*>(.*)<\/figcaption>/.exec(html)?.[1]).toBe(`<span>${caption ?? ''}</span>`);
  });

  it('draws a layer that two images share once and names both', () => {
    const html = drawn('layers', diagramExamples.layers.replace(/frames:[\s\S]*/, ''));
    expect(html.match(/FROM diamol\/node/g)).toHaveLength(1);
    expect(html).toContain('grid-column:1 / span 2');
    expect(read(html)).toContain('Shared : web-ping, web-pong');
  });

  it('puts the first layer lowest', () => {
    const html = drawn('layers', diagramExamples.layers.replace(/frames:[\s\S]*/, ''));
    const rowOf = (instruction: string) =>
      Number(/grid-row:(\d+)[^>]*>(?:<div[^>]*>)?<code[^>]*>$/.exec(html.slice(0, html.indexOf(instruction)))?.[1]);
    expect(rowOf('FROM diamol/node')).toBeGreaterThan(rowOf('CMD'));
  });

  it('begins with the first frame and says which it is', () => {
    const words = read(drawn('layers'));
    expect(words).toContain('Changed');
    expect(words).not.toContain('Built anew');
    expect(words).toContain('1 of 2');
  });

  it('names what a container does with files', () => {
    const words = read(drawn('writable-layer'));
    expect(words).toContain('Copy-on-write /input.txt');
    expect(words).toContain('Write /input.txt other words');
    expect(words).toContain('Read /input.txt');
  });

  it('tells who reaches whom and who does not, and marks a container on several networks', () => {
    const words = read(drawn('networks'));
    expect(words).toContain('Port 8080 leads to web:80');
    expect(words).toContain('My computer leads to web');
    expect(words).toContain('db cannot reach no such name old');
    expect(words.match(/On several networks/g)).toHaveLength(2);
    expect(words).toContain('No containers');
  });

  it('tells what is mounted where, and how', () => {
    const words = read(drawn('mounts'));
    expect(words).toContain('Volume todo-data Shared Read, write /data');
    expect(words).toContain('Bind mount ~/ config a folder of the host Read-only /app/ config');
    expect(words).toContain('tmpfs, in memory Read, write /tmp');
  });

  it('frames what belongs together, and draws an arrow that leads back as a row of its own', () => {
    const words = read(drawn('flow'));
    expect(words.match(/Mine/g)).toHaveLength(1);
    expect(words).toMatch(/Run leads to what was learnt Build/);
  });

  it('puts boxes side by side', () => {
    expect(read(drawn('compare'))).toContain('Guest 1 Guest 2');
  });

  it('says the words of the interface in the language of the page', () => {
    expect(read(drawn('mounts', diagramExamples.mounts, 'ko'))).toContain('바인드 마운트');
  });

  it('shows what stands in a block as text only', () => {
    const html = drawn('compare', diagramExamples.compare.replace('name: Hypervisor', "name: '<img src=x>'"));
    expect(html).toContain('&lt;img src=x&gt;');
    expect(html).not.toContain('<img');
  });

  it('shows the data itself when it cannot be drawn', () => {
    expect(drawn('flow', 'caption: only this')).toMatch(/^<pre[^>]*>caption: only this<\/pre>$/);
  });
});
