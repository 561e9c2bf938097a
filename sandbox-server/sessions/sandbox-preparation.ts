/**
 * Making ready a sandbox that belongs to nobody yet. Whatever cuts it off, the sandbox is thrown away and never handed over: it is
 * neither new nor ready, and good for nobody.
 *
 * Knows nothing about what is done to the sandbox.
 */

/** A sandbox that is being made ready, and its removal once that has begun. */
interface Preparing {
  readonly sandboxId: string;
  thrownAway: Promise<void> | null;
}

/** Making ready one sandbox at a time. */
export class SandboxPreparation {
  readonly #throwAway: (sandboxId: string) => Promise<void>;
  #preparing: Preparing | null = null;

  /** @param throwAway removes a sandbox for good; what runs in it breaks off. Must not reject. */
  constructor(throwAway: (sandboxId: string) => Promise<void>) {
    this.#throwAway = throwAway;
  }

  /**
   * Answers with what `work` answers, or null when the sandbox was thrown away because nobody wants it any more. Rejects when
   * `work` does; the sandbox is thrown away then, too.
   */
  async run<Ready>(sandboxId: string, isWanted: () => boolean, work: () => Promise<Ready>): Promise<Ready | null> {
    const preparing: Preparing = { sandboxId, thrownAway: null };
    this.#preparing = preparing;
    try {
      const ready = await work();
      if (isWanted()) {
        this.#preparing = null;
        return ready;
      }
    } catch (error) {
      if (isWanted()) {
        this.abandon();
        await preparing.thrownAway;
        throw error;
      }
    }
    await preparing.thrownAway;
    return null;
  }

  /** Throws away what is being made ready, if anything is. */
  abandon(): void {
    const preparing = this.#preparing;
    if (!preparing) return;
    this.#preparing = null;
    preparing.thrownAway = this.#throwAway(preparing.sandboxId);
  }
}
