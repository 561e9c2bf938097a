/**
 * Does what a proof says a learner does: types a command, or writes a file as the editor would.
 *
 * Knows nothing about which lesson it is for or how it is judged.
 */
import { fillVariables, type Variables } from '#lessons/_loader/variables.ts';
import type { Action } from '#lessons/_schema/proof.ts';
import { DrydockError } from '#protocol/errors.ts';
import type { FilesDriver } from '../files/home-program.ts';
import { changeFile, readFile } from '../files/workspace-files.ts';
import type { Typist } from '../terminals/typist.ts';

/** Where things are done. */
export interface ActionPlace {
  readonly driver: FilesDriver;
  readonly sandboxId: string;
  readonly typist: Pick<Typist, 'type'>;
  /** What `{{name}}` stands for. */
  readonly variables: Variables;
}

/** Resolves when the prompt is back, or the file is written. */
export async function performAction(place: ActionPlace, action: Action): Promise<void> {
  const { driver, sandboxId, typist, variables } = place;
  if (typeof action === 'string') return typist.type(fillVariables(action, variables));
  const path = action.file;
  const text = fillVariables(action.text, variables);
  const write = async (seen: string | null) => changeFile(driver, sandboxId, { kind: 'write', path, text, seen });
  try {
    await write(null);
  } catch (error) {
    if (!(error instanceof DrydockError) || error.code !== 'file-changed') throw error;
    // There is such a file already; the editor would have opened it first.
    await write((await readFile(driver, sandboxId, path)).version);
  }
}
