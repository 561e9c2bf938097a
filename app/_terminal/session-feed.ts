/**
 * What the sandbox tells a page beyond the page's own state: news for panes that keep their own picture of it. Messages come
 * too often, or are too large, to be state of the whole page.
 *
 * Knows nothing about React or sockets.
 */
import type { ClientMessage, ServerMessage, WatchedSubject } from '#protocol/messages.ts';

type MessageOf<Type extends ServerMessage['type']> = Extract<ServerMessage, { type: Type }>;
type Listener = (message: ServerMessage) => void;

/** The news of one page's sandbox. */
export class SessionFeed {
  readonly #listeners = new Map<ServerMessage['type'], Set<Listener>>();
  readonly #watchers = new Map<WatchedSubject, number>();
  /** null while there is no connection. */
  #tell: ((message: ClientMessage) => void) | null = null;

  /** Hears every message of a type from now on. Returns how to stop. */
  on<Type extends ServerMessage['type']>(type: Type, listener: (message: MessageOf<Type>) => void): () => void {
    const heard: Listener = (message) => {
      // The map has it under its own type only.
      listener(message as MessageOf<Type>);
    };
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(heard));
    return () => void listeners.delete(heard);
  }

  /**
   * Has the sandbox tell about a subject, also after the connection was lost and found again: then as if for the first
   * time, so that nothing is missed. Returns how to stop.
   */
  watch(subject: WatchedSubject): () => void {
    const before = this.#watchers.get(subject) ?? 0;
    this.#watchers.set(subject, before + 1);
    if (before === 0) this.#tell?.({ type: 'watch', subject, isOn: true });
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const left = (this.#watchers.get(subject) ?? 1) - 1;
      this.#watchers.set(subject, left);
      if (left === 0) this.#tell?.({ type: 'watch', subject, isOn: false });
    };
  }

  /** The connection is there: whatever is watched is asked for. */
  opened(tell: (message: ClientMessage) => void): void {
    this.#tell = tell;
    for (const [subject, count] of this.#watchers) if (count > 0) tell({ type: 'watch', subject, isOn: true });
  }

  /** The connection is gone. */
  closed(): void {
    this.#tell = null;
  }

  /** A message has come. */
  receive(message: ServerMessage): void {
    for (const listener of this.#listeners.get(message.type) ?? []) listener(message);
  }
}
