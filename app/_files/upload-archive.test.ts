import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MOST_UPLOAD_BYTES, MOST_UPLOAD_ENTRIES } from '#protocol/upload.ts';
import { uploadArchive, type ChosenFile } from './upload-archive.ts';

function chosen(name: string, content = ''): ChosenFile {
  return { path: name, file: new File([content], 'whatever', { lastModified: 1_700_000_000_000 }) };
}

/** What tar itself makes of an archive: the paths, and the content of all files one after another. */
async function unpacked(files: readonly ChosenFile[]): Promise<{ names: string[]; content: string }> {
  const made = uploadArchive(files);
  if (!made.ok) throw new Error(made.code);
  const folder = mkdtempSync(path.join(tmpdir(), 'drydock-archive-'));
  try {
    const archive = path.join(folder, 'upload.tar');
    writeFileSync(archive, Buffer.from(await made.archive.arrayBuffer()));
    const names = execFileSync('tar', ['-tf', archive, '--quoting-style=literal'], { encoding: 'utf8' });
    return { names: names.trim().split('\n'), content: execFileSync('tar', ['-xOf', archive], { encoding: 'utf8' }) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the archive of an upload', () => {
  it('holds every file under its path, whatever its size', async () => {
    const whole = 'x'.repeat(512);
    const files = [chosen('a.txt', 'one'), chosen('web/index.html', whole), chosen('empty'), chosen('b', 'two')];
    expect(await unpacked(files)).toEqual({
      names: ['a.txt', 'web/index.html', 'empty', 'b'],
      content: `one${whole}two`,
    });
  });

  it('holds long names and Korean ones, composed as Linux writes them', async () => {
    const long = `${'folder/'.repeat(30)}file.txt`;
    const korean = '한글/파일.txt';
    expect((await unpacked([chosen(long, '1'), chosen(korean.normalize('NFD'), '2')])).names).toEqual([long, korean]);
  });

  it.each(['', '../a', '/a', 'a\\b', 'a\u0000', 'n'.repeat(256)])('is not made with the path %j', (name) => {
    expect(uploadArchive([chosen(name)])).toEqual({ ok: false, code: 'upload-refused' });
  });

  it('is not made of too much or too many', () => {
    const large = chosen('large');
    Object.defineProperty(large.file, 'size', { value: MOST_UPLOAD_BYTES + 1 });
    expect(uploadArchive([large])).toEqual({ ok: false, code: 'upload-too-large' });
    const many = Array.from({ length: MOST_UPLOAD_ENTRIES + 1 }, () => chosen('a'));
    expect(uploadArchive(many)).toEqual({ ok: false, code: 'upload-too-large' });
  });
});
