/**
 * Who of a session's viewers wants to be told about which subject, so that nothing is followed that nobody watches.
 *
 * Knows nothing about how a subject is followed.
 */
import { watchedSubjects, type WatchedSubject } from '#protocol/messages.ts';

/** The watchers of one session. */
export class Watchers<Viewer> {
  readonly #watching = new Map<WatchedSubject, Set<Viewer>>(watchedSubjects.map((subject) => [subject, new Set()]));

  /** A viewer watches a subject from now on, or no longer. */
  set(viewer: Viewer, subject: WatchedSubject, isOn: boolean): void {
    const viewers = this.#watching.get(subject);
    if (isOn) viewers?.add(viewer);
    else viewers?.delete(viewer);
  }

  /** Someone left. */
  leave(viewer: Viewer): void {
    for (const viewers of this.#watching.values()) viewers.delete(viewer);
  }

  /** Everyone who watches a subject. */
  of(subject: WatchedSubject): readonly Viewer[] {
    return [...(this.#watching.get(subject) ?? [])];
  }

  /** The subjects that somebody watches. */
  get subjects(): readonly WatchedSubject[] {
    return watchedSubjects.filter((subject) => this.of(subject).length > 0);
  }
}
