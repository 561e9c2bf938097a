/**
 * The editor's files in a real sandbox: looking, changing, what must be refused, and what is told of changes.
 */
import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DrydockError } from '#protocol/errors.ts';
import { MOST_EDITED_BYTES, type FileChange, type FileContent } from '#protocol/workspace.ts';
import { smallLimits, throwAwayInstallation } from '../testing/installation.ts';
import { runShell } from '../testing/shell.ts';
import { watchHome } from './home-watch.ts';
import { changeFile, downloadFile, listFolder, readFile } from './workspace-files.ts';

const installation = throwAwayInstallation('workspace');
const driver = installation.driver();
const sandboxId = randomBytes(16).toString('hex');

beforeAll(async () => {
  await driver.create({ id: sandboxId, limits: smallLimits });
});
afterAll(async () => {
  await driver.close();
  await installation[Symbol.asyncDispose]();
});

async function inside(script: string, user: 'root' | 'learner' = 'learner'): Promise<string> {
  return (await runShell(driver, sandboxId, `cd /home/learner; ${script}`, user)).output;
}

/** What it answers with, or the code of the refusal. */
async function outcome<Answer>(work: Promise<Answer>): Promise<Answer | string> {
  return work.catch((error: unknown) => {
    if (error instanceof DrydockError) return error.code;
    throw error;
  });
}

const change = async (made: FileChange) => outcome(changeFile(driver, sandboxId, made));
const read = async (path: string) => outcome(readFile(driver, sandboxId, path));
const list = async (path: string) => outcome(listFolder(driver, sandboxId, path));
const download = async (path: string) =>
  outcome(downloadFile(driver, sandboxId, path, () => undefined).then(async (bytes) => buffer(bytes)));

async function write(path: string, text: string, seen: string | null = null) {
  return change({ kind: 'write', path, text, seen });
}

async function readText(path: string): Promise<Extract<FileContent, { kind: 'text' }>> {
  const content = await readFile(driver, sandboxId, path);
  if (content.kind !== 'text') throw new Error(`${path} is ${content.kind}`);
  return content;
}

/** What a folder shows, by name. */
async function shown(path: string): Promise<Record<string, string>> {
  const { entries } = await listFolder(driver, sandboxId, path);
  return Object.fromEntries(entries.map((entry) => [entry.path, entry.kind]));
}

it('a new file is written with the folders before it, read back letter by letter, and listed', async () => {
  const text = '\uFEFF안녕\r\n🐳 no newline at the end';
  const answer = await write('앱/src/글.txt', text);
  const content = await readText('앱/src/글.txt');
  expect(content.text).toBe(text);
  const entry = {
    path: '앱/src/글.txt',
    kind: 'file',
    bytes: Buffer.byteLength(text),
    version: content.version,
  };
  expect(answer).toEqual({ entry });
  expect(await list('앱/src')).toEqual({ path: '앱/src', entries: [entry], left: 0 });
  expect(await inside('stat --format "%U %a" 앱/src 앱/src/글.txt')).toBe('learner 755\nlearner 644\n');
});

it('an empty file and a long one are both files of text', async () => {
  await write('empty', '');
  expect(await readText('empty')).toMatchObject({ text: '' });
  const long = '가'.repeat(Math.floor(MOST_EDITED_BYTES / 3));
  await write('long', long);
  expect((await readText('long')).text).toBe(long);
});

it('writing keeps the mode, the place on the disk and nothing else beside it', async () => {
  await inside('mkdir kept; echo one > kept/run.sh; chmod 750 kept/run.sh; ln kept/run.sh second-name');
  const { version } = await readText('kept/run.sh');
  await write('kept/run.sh', 'two\n', version);
  expect(await inside('cat second-name; stat --format %a kept/run.sh; ls -A kept')).toBe('two\n750\nrun.sh\n');
});

describe('a conflict', () => {
  it('is told when somebody else has written, made or removed the file, and nothing is overwritten', async () => {
    await inside('echo one > both');
    const { version } = await readText('both');
    await inside('echo two > both');
    expect(await write('both', 'mine', version)).toBe('file-changed');
    expect(await write('both', 'mine')).toBe('file-changed');
    expect((await readText('both')).text).toBe('two\n');
    const second = await readText('both');
    await inside('rm both');
    expect(await write('both', 'mine', second.version)).toBe('file-changed');
    expect(await read('both')).toBe('file-unknown');
  });

  it('is told however quickly a file of the same size is written after ours', async () => {
    await inside('echo zero > quick');
    for (let round = 0; round < 5; round += 1) {
      const { version } = await readText('quick');
      const ours = await changeFile(driver, sandboxId, { kind: 'write', path: 'quick', text: 'ours\n', seen: version });
      await inside('echo them > quick');
      expect(await write('quick', 'mine\n', ours.entry?.version ?? '')).toBe('file-changed');
    }
  });

  it('of two who write at once, exactly one succeeds', async () => {
    await inside('echo zero > raced');
    const { version } = await readText('raced');
    const outcomes = await Promise.all(['first', 'other'].map(async (text) => write('raced', text, version)));
    expect(outcomes.filter((one) => one === 'file-changed')).toHaveLength(1);
    const made = await Promise.all(['first', 'other'].map(async (text) => write('raced-new', text)));
    expect(made.filter((one) => one === 'file-changed')).toHaveLength(1);
  });
});

it('folders are made, files and folders moved and removed, and what is in the way is kept', async () => {
  expect(await change({ kind: 'make-folder', path: 'made/by/us' })).toMatchObject({ entry: { kind: 'folder' } });
  expect(await change({ kind: 'make-folder', path: 'made/by' })).toBe('file-exists');
  expect(await write('made/by', 'x')).toBe('file-exists');
  await write('made/a', 'a');
  await write('made/b', 'b');
  expect(await change({ kind: 'move', path: 'made/a', to: 'made/b' })).toBe('file-exists');
  expect(await change({ kind: 'move', path: 'made/none', to: 'made/c' })).toBe('file-unknown');
  expect(await change({ kind: 'move', path: 'made/a', to: 'none/a' })).toBe('file-unknown');
  expect(await change({ kind: 'move', path: 'made', to: 'made/by/itself' })).toBe('file-refused');
  expect(await change({ kind: 'move', path: 'made/a', to: 'made/by/us/c' })).toMatchObject({
    entry: { path: 'made/by/us/c', kind: 'file', bytes: 1 },
  });
  expect(await inside('cat made/b; cat made/by/us/c')).toBe('ba');
  expect(await change({ kind: 'remove', path: 'made' })).toEqual({ entry: null });
  expect(await change({ kind: 'remove', path: 'made' })).toBe('file-unknown');
});

it('what is no text is not opened, and what is too large neither, but both can be downloaded', async () => {
  await inside(
    `printf 'a\\0b' > zero; printf '\\377\\376' > latin; truncate --size ${String(MOST_EDITED_BYTES + 1)} large`,
  );
  expect(await read('zero')).toMatchObject({ kind: 'binary', bytes: 3 });
  expect(await read('latin')).toMatchObject({ kind: 'binary', bytes: 2 });
  expect(await read('large')).toMatchObject({ kind: 'too-large', bytes: MOST_EDITED_BYTES + 1 });
  expect(await download('zero')).toEqual(Buffer.from('a\0b'));
  // Compared as a whole: element by element takes seconds.
  expect(Buffer.alloc(MOST_EDITED_BYTES + 1).equals(Buffer.from(await download('large')))).toBe(true);
  expect(await download('empty')).toEqual(Buffer.alloc(0));
  expect(await download('none')).toBe('file-unknown');
});

it('names that cannot be shown are counted, and so are files beyond the limit', async () => {
  await inside(`mkdir odd many; cd odd; touch fine "$(printf 'new\\nline')" "$(printf '\\377')" 'back\\slash'
    touch "$(printf '\\341\\204\\200\\341\\205\\241')"`);
  expect(await list('odd')).toMatchObject({ entries: [{ path: 'odd/fine' }], left: 4 });
  await inside('cd many; seq 2100 | xargs touch');
  const many = await listFolder(driver, sandboxId, 'many');
  expect([many.entries.length, many.left]).toEqual([2000, 100]);
});

describe('links and paths that lead out', () => {
  it('a link that leads out or nowhere is shown as a link; one that stays inside is what it leads to', async () => {
    await inside(`mkdir links real; echo in > real/file; cd links; ln -s /etc/shadow shadow; ln -s /etc etc; ln -s gone gone
      ln -s loop loop; ln -s ../real folder; ln -s ../real/file file; ln -s / root; mkfifo pipe`);
    expect(await shown('links')).toEqual({
      'links/shadow': 'link',
      'links/etc': 'link',
      'links/gone': 'link',
      'links/loop': 'link',
      'links/root': 'link',
      'links/folder': 'folder',
      'links/file': 'file',
      'links/pipe': 'other',
    });
    const { version } = await readText('links/file');
    expect(await write('links/file', 'through the link', version)).toMatchObject({ entry: { kind: 'file' } });
    expect(await inside('cat real/file; readlink links/file')).toBe('through the link../real/file\n');
    expect(await shown('links/folder')).toEqual({ 'links/folder/file': 'file' });
  });

  it('nothing outside is read, written, made, moved or removed through them', async () => {
    await inside(
      'mkdir -p /tmp/outside; echo canary > /tmp/outside/canary; ln -s /tmp/outside out; ln -s out/new dangling',
    );
    for (const path of ['out/canary', 'links/shadow', 'links/etc/passwd', 'links/pipe', 'links/folder']) {
      expect(await read(path), path).toBe('file-refused');
      expect(await download(path), path).toBe('file-refused');
    }
    for (const path of ['out', 'out/..', '..', '/etc', 'links/root/etc']) {
      expect(await list(path), path).toBe('file-refused');
    }
    for (const path of ['out/canary', 'out/new', 'out/a/b', 'dangling']) {
      expect(await write(path, 'overwritten'), path).toBe('file-refused');
    }
    await write('mine', 'mine');
    expect(await change({ kind: 'make-folder', path: 'out/a/b' })).toBe('file-refused');
    expect(await change({ kind: 'move', path: 'mine', to: 'out/mine' })).toBe('file-refused');
    expect(await change({ kind: 'move', path: 'out/canary', to: 'canary' })).toBe('file-refused');
    expect(await change({ kind: 'remove', path: 'out/canary' })).toBe('file-refused');
    expect(await inside('ls -A /tmp/outside; cat /tmp/outside/canary')).toBe('canary\ncanary\n');
    expect(await change({ kind: 'remove', path: 'out' })).toEqual({ entry: null });
    expect(await inside('cat /tmp/outside/canary')).toBe('canary\n');
  });

  it('paths that no honest name needs never reach the disk', async () => {
    await inside('mkdir backslash');
    const before = await inside('find . | sort');
    const paths = [
      '../escaped',
      'a/../../escaped',
      '/tmp/escaped',
      '..',
      '.',
      '',
      'a//b',
      'backslash\\..\\escaped',
      'nul\0byte',
      'line\nbreak',
      'e\u0301',
      'x'.repeat(5000),
      'y'.repeat(256),
      '\ud800',
    ];
    for (const path of paths) {
      expect(await read(path), path).toBe('file-refused');
      expect(await write(path, 'x'), path).toBe('file-refused');
      expect(await change({ kind: 'move', path: 'mine', to: path }), path).toBe('file-refused');
    }
    expect(await inside('find . | sort')).toBe(before);
  });

  it('a link that is swapped while a file is written changes nothing outside', async () => {
    await inside('mkdir -p swap-inside /tmp/swap; echo canary > /tmp/swap/file; echo one > swap-inside/file');
    const swapping = runShell(
      driver,
      sandboxId,
      `cd ~; while [ ! -e stop-swapping ]; do ln -sfn /tmp/swap swapped; ln -sfn swap-inside swapped; done`,
    );
    const outcomes = new Set<string>();
    for (let round = 0; round < 25; round += 1) {
      const seen = await read('swapped/file');
      const version = typeof seen === 'string' ? null : seen.version;
      const written = await write('swapped/file', `round ${String(round)}`, version);
      outcomes.add(typeof written === 'string' ? written : 'written');
    }
    await inside('touch stop-swapping');
    await swapping;
    expect(outcomes).toContain('written');
    expect(await inside('ls -A /tmp/swap; cat /tmp/swap/file')).toBe('file\ncanary\n');
  });

  it("another user's file is shown and left alone", async () => {
    await inside('mkdir -m 700 secret; echo root > secret/f; echo root > of-root; chmod 600 of-root', 'root');
    await inside('echo readable > readable; chmod 644 readable', 'root');
    expect(await list('secret')).toBe('file-refused');
    expect(await read('of-root')).toBe('file-refused');
    const { version } = await readText('readable');
    expect(await write('readable', 'mine', version)).toBe('file-refused');
    expect(await change({ kind: 'remove', path: 'secret' })).toBe('file-refused');
    expect(await inside('cat readable of-root secret/f', 'root')).toBe('readable\nroot\nroot\n');
  });
});

describe('the watch', () => {
  /** Watches until `condition` holds of all that was told since the watch began. */
  async function told(act: () => Promise<unknown>, condition: (folders: ReadonlySet<string | null>) => boolean) {
    const folders = new Set<string | null>();
    let began!: () => void;
    const beginning = new Promise<void>((resolve) => (began = resolve));
    let seen = () => {};
    let hasBegun = false;
    const watch = watchHome(driver, sandboxId, (changed) => {
      if (!hasBegun) {
        hasBegun = true;
        return began();
      }
      for (const folder of changed ?? [null]) folders.add(folder);
      seen();
    });
    try {
      await beginning;
      await act();
      await new Promise<void>((resolve) => {
        seen = () => {
          if (condition(folders)) resolve();
        };
        seen();
      });
      return folders;
    } finally {
      watch.stop();
    }
  }

  it('tells of a file that another process has written, made, moved or removed, by its folder', async () => {
    await inside('mkdir -p watched/one watched/two watched/three; echo x > watched/two/f; echo x > watched/three/f');
    const folders = await told(
      async () => inside('echo y > watched/one/새글; mv watched/two/f watched/f; rm watched/three/f'),
      (set) => ['watched/one', 'watched/two', 'watched', 'watched/three'].every((folder) => set.has(folder)),
    );
    expect(folders).toEqual(new Set(['watched/one', 'watched/two', 'watched', 'watched/three']));
  });

  it('tells of what is made in a folder that is new itself', async () => {
    await told(
      async () => inside('mkdir -p fresh/deep; echo x > fresh/deep/f'),
      (set) => set.has('') && set.has(null),
    );
    await told(
      async () => {
        await inside('mkdir newer');
        // As soon as the new folder is followed, what is made in it is told by name.
        return inside('for i in $(seq 60); do echo $i > newer/f; sleep 0.02; done');
      },
      (set) => set.has('newer'),
    );
  });

  it('says nothing of what packages and caches are made of, and looks past folders that cannot be read', async () => {
    await inside('mkdir -p heavy/node_modules/a .cache; mkdir -m 700 heavy/database', 'root');
    await inside('chown -R learner heavy/node_modules .cache heavy', 'root');
    await inside('chown root heavy/database', 'root');
    const folders = await told(
      async () => inside('echo x > heavy/node_modules/a/f; echo x > .cache/f; echo x > heavy/last'),
      (set) => set.has('heavy'),
    );
    expect(folders).toEqual(new Set(['heavy']));
  });

  it('leaves no process behind when it is stopped', async () => {
    await told(
      async () => inside('echo x > one-more'),
      (set) => set.has(''),
    );
    const left = `pgrep --count --full '[h]ome-watch|[i]notifywait'`;
    expect(await inside(`for i in $(seq 200); do [ "$(${left})" -gt 0 ] || break; sleep 0.05; done; ${left}`)).toBe(
      '0\n',
    );
  });

  it('compares the home when the kernel has no watches left', async () => {
    expect(await inside('mount --bind /bin/false /usr/bin/inotifywait', 'root')).toBe('');
    try {
      const folders = await told(
        async () => inside('echo x > compared'),
        (set) => set.has(null),
      );
      expect(folders).toEqual(new Set([null]));
    } finally {
      await inside('umount /usr/bin/inotifywait', 'root');
    }
  });
});

it('a full disk is told as that, what stood in the file stays, and nothing lies beside it', async () => {
  await write('full/kept', 'what stood there');
  const { version } = await readText('full/kept');
  await inside(`mkdir filler; size=1073741824
    while [ $size -ge 4096 ]; do
      piece=filler/$(ls filler | wc -l)
      fallocate --length $size $piece || { rm -f $piece; size=$((size / 2)); }
    done`);
  expect(await write('full/kept', 'x'.repeat(MOST_EDITED_BYTES), version)).toBe('sandbox-disk-full');
  expect(await write('full/new', 'x'.repeat(MOST_EDITED_BYTES))).toBe('sandbox-disk-full');
  expect(await inside('cat full/kept; ls -A full')).toBe('what stood therekept\n');
  await inside('rm -r filler');
  expect(await write('full/kept', 'fits', version)).toMatchObject({ entry: { bytes: 4 } });
});

it('a sandbox that is stopped is told as that', async () => {
  await driver.stop(sandboxId);
  expect(await list('')).toBe('sandbox-not-running');
  expect(await write('late', 'x')).toBe('sandbox-not-running');
  expect(await download('late')).toBe('sandbox-not-running');
});
