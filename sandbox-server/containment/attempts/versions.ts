/**
 * Row E5 of the threat model: the age of what holds, on the host and in the sandbox. The machine's packages decide, so the
 * product claims nothing; who runs it reads here what is old.
 */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { oneLine, type Attempt, type Outcome } from '../attempt.ts';
import { ageOf, requirements, type FoundComponent, type Requirement } from '../component-age.ts';
import { openHostEngine } from '../../driver/docker/host-engine.ts';
import type { Scene } from '../scene.ts';

const run = promisify(execFile);

const DOCUMENTATION = '/usr/share/doc';

const componentsSchema = z.object({ Components: z.array(z.object({ Name: z.string(), Version: z.string() })) });

/** Asks dpkg for the versions of packages; prints "NAME VERSION" for each that is installed. */
const QUERY = ['dpkg-query', '--show', '--showformat', '${Package} ${Version}\\n'] as const;

async function ofHost({ driver, driverName }: Scene): Promise<Outcome> {
  const { engineVersion } = await driver.probe();
  const versions =
    driverName === 'incus'
      ? [{ Name: 'Incus', Version: engineVersion }]
      : componentsSchema.parse(await openHostEngine().version()).Components;
  return judge(versions, async ({ packages }) => {
    const [program, ...parameters] = QUERY;
    const shown = await run(program, [...parameters, ...packages]).then(
      ({ stdout }) => stdout,
      // Some of the packages are not there; those that are have been printed all the same.
      (error: unknown) => z.object({ stdout: z.string() }).safeParse(error).data?.stdout ?? '',
    );
    const [name, version] = firstOf(shown);
    return { packageVersion: version ?? null, changes: name === undefined ? null : await changesOf(name) };
  });
}

async function ofSandbox({ attacker }: Scene): Promise<Outcome> {
  const format = '{{range .Server.Components}}{{println .Name .Version}}{{end}}';
  const output = await attacker.run(`docker version --format '${format}'`);
  const versions = [...output.matchAll(/^([A-Za-z-]+) (\S+)$/gm)].map(([, Name = '', Version = '']) => ({
    Name,
    Version,
  }));
  if (versions.length === 0) throw new Error(oneLine(output));
  return judge(versions, async ({ packages }) => {
    const query = QUERY.map((word) => `'${word}'`).join(' ');
    const [, version] = firstOf(await attacker.run(`${query} ${packages.join(' ')} 2> /dev/null`));
    // The image carries no lists of changes.
    return { packageVersion: version ?? null, changes: null };
  });
}

async function judge(
  versions: readonly { readonly Name: string; readonly Version: string }[],
  packageOf: (requirement: Requirement) => Promise<Pick<FoundComponent, 'packageVersion' | 'changes'>>,
): Promise<Outcome> {
  const ages = [];
  for (const requirement of requirements) {
    const found = versions.find(({ Name }) => Name === requirement.name);
    if (!found) continue;
    const component = { name: found.Name, version: found.Version, ...(await packageOf(requirement)) };
    ages.push(ageOf(component, requirement));
  }
  const old = ages.filter(({ isGood }) => !isGood);
  const words = (old.length > 0 ? old : ages).map((age) => age.words);
  return { verdict: old.length > 0 ? 'not-held' : 'held', seen: oneLine(words.join('; '), 400) };
}

function firstOf(shown: string): string[] {
  const line = shown.split('\n').find((words) => /^\S+ \S+$/.test(words.trim()));
  return line?.trim().split(' ') ?? [];
}

/** What a package says it has changed, null when its documentation is not installed. */
async function changesOf(name: string): Promise<string | null> {
  const folder = path.join(DOCUMENTATION, name);
  const files = await readdir(folder).catch(() => []);
  const lists = files.filter((file) => /^changelog.*\.gz$/.test(file));
  if (lists.length === 0) return null;
  const texts = lists.map(async (file) => gunzipSync(await readFile(path.join(folder, file))).toString('utf8'));
  return (await Promise.all(texts)).join('\n');
}

/** Attempts of row E5. */
export const versionAttempts: readonly Attempt[] = [
  {
    id: 'E5a',
    says: {
      ko: '호스트의 런타임(runc, containerd, 엔진, Incus)이 알려진 탈출 취약점이 고쳐진 버전인지 봅니다.',
      en: "Compares the host's runtime (runc, containerd, Engine, Incus) with the versions in which known escapes are fixed.",
    },
    expected: 'every version is new enough, or its package names the fixes',
    claims: { docker: 'depends', incus: 'depends' },
    make: ofHost,
  },
  {
    id: 'E5b',
    says: {
      ko: '실습 환경 안의 런타임을 같은 기준으로 봅니다.',
      en: 'Compares the runtime inside the sandbox in the same way.',
    },
    expected: 'every version is new enough',
    claims: { docker: 'depends', incus: 'depends' },
    make: ofSandbox,
  },
];
