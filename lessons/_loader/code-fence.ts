/**
 * What stands behind the three backquotes of a code block: its language, whether its lines are commands to run, which of the
 * learner's files it belongs into, or which kind of diagram it draws.
 *
 * Knows nothing about how code is shown.
 */
import { diagramKinds, isDiagramKind, type DiagramKind } from '#lessons/_schema/diagram.ts';
import { rightNameHint } from './mistakes.ts';

/** Where code belongs. */
export interface FileSnippet {
  /** Below the learner's home. */
  readonly path: string;
  /** `whole`: it is all of the file; `end`: it comes behind what is there; otherwise below the first line with these words. */
  readonly place: 'whole' | 'end' | { readonly below: string };
}

/** A code block as its first line describes it. */
export interface CodeFence {
  readonly language: string;
  /** Its lines are commands. */
  readonly runs: boolean;
  /** null when it is only shown. */
  readonly file: FileSnippet | null;
  /** Its lines are the data of a picture of this kind; null when they are code. */
  readonly diagram: DiagramKind | null;
}

/** The language of a block that is drawn. */
export const DIAGRAM_LANGUAGE = 'diagram';

const words = ['run', 'file=', 'put=', 'below='] as const;
const word = /(?<name>[a-z]+)(?:=(?:"(?<quoted>[^"]*)"|(?<plain>\S+)))?(?=\s|$)/y;
const plainPath = /^(?!\/)(?!.*(?:^|\/)\.\.?(?:\/|$))[\w.@+-]+(?:\/[\w.@+-]+)*$/;

/** Reads the words after the marks. What is wrong is a sentence for the author. */
export function readCodeFence(info: string): CodeFence | { readonly problem: string } {
  const [, language = '', rest = ''] = /^\s*(\S*)\s*(.*)$/.exec(info) ?? [];
  if (language === DIAGRAM_LANGUAGE) return readDiagramFence(rest.trim());
  let runs = false;
  let path: string | undefined;
  let place: FileSnippet['place'] | undefined;
  for (let position = 0; position < rest.length;) {
    if (rest[position] === ' ') {
      position += 1;
      continue;
    }
    word.lastIndex = position;
    const found = word.exec(rest)?.groups;
    const given = rest.slice(position).split(/\s/)[0] ?? '';
    const value = found?.['quoted'] ?? found?.['plain'];
    if (found?.['name'] === 'run' && value === undefined) runs = true;
    else if (found?.['name'] === 'file' && value !== undefined) path = value;
    else if (found?.['name'] === 'put' && (value === 'whole' || value === 'end')) place = value;
    else if (found?.['name'] === 'below' && value !== undefined && value !== '') place = { below: value };
    else return { problem: `"${given}" after the language of a code block is not known${rightNameHint(given, words)}` };
    position = word.lastIndex;
  }
  if (path === undefined) {
    if (place !== undefined) return { problem: 'says where in a file it belongs, but not in which: file=… is missing' };
    return { language, runs, file: null, diagram: null };
  }
  if (runs) return { problem: 'is either commands to run or part of a file, not both' };
  if (!plainPath.test(path))
    return { problem: `"${path}" is no path below the learner's home, such as web/Dockerfile` };
  return { language, runs, file: { path, place: place ?? 'whole' }, diagram: null };
}

function readDiagramFence(kind: string): CodeFence | { readonly problem: string } {
  if (isDiagramKind(kind)) return { language: DIAGRAM_LANGUAGE, runs: false, file: null, diagram: kind };
  return { problem: `"${kind}" is no kind of diagram${rightNameHint(kind, diagramKinds)}` };
}
