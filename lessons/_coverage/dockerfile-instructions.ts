/**
 * Which instructions a Dockerfile, or a piece of one, has.
 *
 * Knows nothing about what they do, and builds nothing.
 */

/** Everything a Dockerfile may have. */
export const dockerfileInstructions = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
] as const;

/** One instruction. */
export interface Instruction {
  /** In capitals. */
  readonly keyword: string;
  /** Names of its flags, e.g. `--from`, with their values. */
  readonly flags: ReadonlyMap<string, string>;
  /** All of it as one line, flags included. */
  readonly text: string;
}

const known: ReadonlySet<string> = new Set(dockerfileInstructions);
const hereDocument = /<<-?\s*["']?(?<delimiter>\w+)["']?/;

/** Whether a file of this path is a Dockerfile. */
export function isDockerfile(path: string): boolean {
  return /(^|\/)(?:[\w.-]+\.)?Dockerfile(?:\.[\w.-]+)?$/i.test(path);
}

/** The instructions of a text, in order. What is none is left out. */
export function instructionsOf(text: string): Instruction[] {
  const found: Instruction[] = [];
  let begun = '';
  let delimiter: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const content = line.trim();
    if (delimiter !== undefined) {
      if (content === delimiter) delimiter = undefined;
      continue;
    }
    // Comments and empty lines may stand inside of a continued instruction.
    if (content === '' || content.startsWith('#')) continue;
    if (content.endsWith('\\')) {
      begun += `${content.slice(0, -1).trim()} `;
      continue;
    }
    const instruction = readInstruction(begun + content);
    begun = '';
    if (instruction === undefined) continue;
    found.push(instruction);
    delimiter = hereDocument.exec(instruction.text)?.groups?.['delimiter'];
  }
  return found;
}

function readInstruction(text: string): Instruction | undefined {
  const [keyword = '', ...words] = text.split(/\s+/);
  if (!known.has(keyword.toUpperCase())) return undefined;
  const flags = new Map<string, string>();
  for (const word of words) {
    if (!word.startsWith('--')) break;
    const [name = '', ...value] = word.split('=');
    flags.set(name, value.join('='));
  }
  return { keyword: keyword.toUpperCase(), flags, text };
}
