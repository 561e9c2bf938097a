/**
 * An explanation as an HTML page: no script, nothing loaded, every word escaped.
 *
 * Knows nothing about why it is shown.
 */
import { languages, type Language, type Localized } from '#protocol/localized.ts';
import type { Explanation } from './preview-sentences.ts';

const style = `
:root { color-scheme: light dark; }
body { margin: 0; padding: 2.5rem 1.25rem; font: 16px/1.65 system-ui, "Apple SD Gothic Neo", "Noto Sans KR", sans-serif;
  background: light-dark(#ffffff, #121a22); color: light-dark(#15212c, #e4ecf3); overflow-wrap: anywhere; }
:lang(ko) { word-break: keep-all; }
main { max-width: 40rem; margin: 0 auto; }
section + section { margin-top: 2.5rem; padding-top: 2rem; border-top: 1px solid light-dark(#dbe2e8, #24313d); }
h1, h2 { font-size: 1.25rem; line-height: 1.35; margin: 0 0 .75rem; }
p { margin: 0 0 .75rem; color: light-dark(#4d5c69, #9fb0be); }
code, pre { font: .9em/1.6 ui-monospace, monospace; background: light-dark(#eef2f5, #18222c);
  color: light-dark(#15212c, #e4ecf3); border-radius: 6px; }
code { padding: .1em .35em; }
pre { padding: .75rem 1rem; white-space: pre-wrap; }`;

/** The page, in one language, or in both when nobody knows the reader's. */
export function explanationPage({ title, text, commands }: Explanation, language: Language | null): string {
  const told = language === null ? languages : [language];
  const name = told.map((one) => escaped(title[one])).join(' · ');
  const sections = told.map((one, index) => {
    const heading = index === 0 ? 'h1' : 'h2';
    const paragraphs = text.map((sentence) => `<p>${withCode(sentence, one)}</p>`).join('\n');
    return `<section lang="${one}">\n<${heading}>${escaped(title[one])}</${heading}>\n${paragraphs}\n</section>`;
  });
  const shell = commands.length === 0 ? '' : `<pre>${escaped(commands.join('\n'))}</pre>\n`;
  return `<!doctype html>
<html lang="${told[0] ?? 'en'}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name}</title>
<style>${style}</style>
<main>
${sections.join('\n')}
${shell}</main>
</html>
`;
}

function withCode(sentence: Localized, language: Language): string {
  return sentence[language]
    .split('`')
    .map((part, index) => (index % 2 === 0 ? escaped(part) : `<code>${escaped(part)}</code>`))
    .join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
