/**
 * What one part of a lesson page asks of another: show a pane, open a file, open a port. A request waits until the part it is
 * meant for has loaded.
 *
 * Knows nothing about how any pane looks.
 */

/** The panes of a lesson page. */
export const paneNames = ['text', 'editor', 'terminal', 'preview', 'picture'] as const;

/** A pane of a lesson page. */
export type PaneName = (typeof paneNames)[number];

/** What can lie over a lesson page: everything by name, the keys, and a field that explains a command. */
export type DialogName = 'palette' | 'shortcuts' | 'explain';

/** Asks the editor for a file. */
export interface FileRequest {
  /** Below the home. */
  readonly path: string;
  /** Text to put into it, null to leave it as it is. A file that does not exist is made. */
  readonly put: {
    readonly text: string;
    /** `whole`: instead of all that is there; `end`: behind it; otherwise below the first line that contains `below`. */
    readonly place: 'whole' | 'end' | { readonly below: string };
  } | null;
}

/** Requests of one kind and whoever takes them. */
class Requests<Request> {
  #taker: ((request: Request) => void) | null = null;
  #waiting: Request[] = [];

  /** Takes all requests from now on, and those that wait. Returns how to stop. */
  take(taker: (request: Request) => void): () => void {
    this.#taker = taker;
    for (const request of this.#waiting.splice(0)) taker(request);
    return () => {
      if (this.#taker === taker) this.#taker = null;
    };
  }

  /** Asks. */
  ask(request: Request): void {
    if (this.#taker === null) this.#waiting.push(request);
    else this.#taker(request);
  }
}

/** The requests within one lesson page. Whoever asks for a file or port asks for its pane as well. */
export class WorkbenchRequests {
  /** Shows a pane and takes the keyboard there. */
  readonly panes = new Requests<PaneName>();
  readonly files = new Requests<FileRequest>();
  /** Published ports to be shown in the preview. */
  readonly ports = new Requests<number>();
  /** Opens what lies over the page: the command palette, or the list of shortcuts. */
  readonly dialogs = new Requests<DialogName>();
  /** Asks for one more terminal, in a pane. */
  readonly newTerminals = new Requests<'terminal'>();
  /** Asks whether to throw the sandbox away. */
  readonly startOver = new Requests<'question'>();
}
