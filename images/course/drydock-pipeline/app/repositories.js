// The bare git repositories in a folder: one folder NAME.git each.
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a repository may be called. It becomes a Compose project name, so it is in small letters. */
export const namePattern = '[a-z0-9][a-z0-9_-]*';

export function createRepositories(folder) {
  mkdirSync(folder, { recursive: true });
  const git = async (name, ...parameters) =>
    (await run('git', ['--git-dir', directory(name), ...parameters])).stdout.trim();
  const directory = (name) => join(folder, `${name}.git`);
  const names = () =>
    readdirSync(folder)
      .filter((entry) => entry.endsWith('.git'))
      .map((entry) => entry.slice(0, -'.git'.length))
      .sort();

  return {
    folder,
    names,
    has: (name) => names().includes(name),

    create: (name) => run('git', ['init', '--quiet', '--bare', directory(name)]),

    /** Makes a pushed branch the one that clones get, unless there is one already. */
    async rememberBranch(name, branch) {
      const known = await git(name, 'rev-parse', '--verify', '--quiet', 'HEAD').catch(() => '');
      if (!known) await git(name, 'symbolic-ref', 'HEAD', `refs/heads/${branch}`);
    },

    subject: (name, commit) => git(name, 'log', '-1', '--format=%s (%an)', commit),

    checkOut: async (name, commit, target) => {
      await run('git', ['clone', '--quiet', '--no-checkout', directory(name), target]);
      await run('git', ['-C', target, 'checkout', '--quiet', commit]);
    },
  };
}
