/**
 * What is watched in a running sandbox beside its terminals and its lesson: published ports and errors in the terminals
 * always, the files and the picture of the engine while somebody wants to see them.
 *
 * Knows nothing about who is told.
 */
import type { Logger } from 'pino';
import type { EvidenceKind } from '#lessons/_schema/evidence.ts';
import type { WatchedSubject } from '#protocol/messages.ts';
import type { ContainerLoads, PictureSections } from '#protocol/picture.ts';
import type { PublishedPort } from '#protocol/preview.ts';
import type { Trouble } from '#protocol/trouble.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import type { SandboxEngine } from '../engine/sandbox-engine.ts';
import { watchHome } from '../files/home-watch.ts';
import { PictureWatch } from '../picture/picture-watch.ts';
import { PortWatch } from '../preview/published-ports.ts';
import { TroubleWatch } from '../troubles/trouble-watch.ts';

/** Who is told what. */
export interface SandboxNews {
  readonly onPorts: (ports: readonly PublishedPort[]) => void;
  /** Folders below the home; null when anything may have changed. */
  readonly onFilesChanged: (folders: readonly string[] | null) => void;
  readonly onPicture: (sections: PictureSections) => void;
  readonly onLoads: (loads: ContainerLoads) => void;
  readonly onTrouble: (trouble: Trouble) => void;
}

/** Which sandbox is watched. */
export interface SandboxWatchesOptions extends SandboxNews {
  readonly driver: SandboxDriver;
  readonly sandboxId: string;
  readonly engine: SandboxEngine;
  /** Every image there is to pull, as "name:tag". */
  readonly courseImages: () => readonly string[];
  readonly log: Logger;
}

/** Watches from its making until `close`. */
export class SandboxWatches {
  readonly #options: SandboxWatchesOptions;
  readonly #ports: PortWatch;
  readonly #troubles: TroubleWatch;
  #files: { stop(): void } | undefined;
  #picture: PictureWatch | undefined;

  constructor(options: SandboxWatchesOptions) {
    this.#options = options;
    this.#ports = new PortWatch(options.engine, options.onPorts);
    this.#troubles = new TroubleWatch(options);
    this.#ports.refresh();
  }

  /** Ports that containers have published, as far as is known. */
  get ports(): readonly PublishedPort[] {
    return this.#ports.ports;
  }

  /** The picture so far; undefined while nobody watches it. */
  get picture(): PictureSections | undefined {
    return this.#picture?.sections;
  }

  /** Follows these subjects and no others. */
  follow(subjects: readonly WatchedSubject[]): void {
    const { driver, sandboxId, onFilesChanged } = this.#options;
    if (subjects.includes('files')) this.#files ??= watchHome(driver, sandboxId, onFilesChanged);
    else {
      this.#files?.stop();
      this.#files = undefined;
    }
    if (subjects.includes('picture')) this.#picture ??= new PictureWatch(this.#options);
    else {
      this.#picture?.close();
      this.#picture = undefined;
    }
  }

  /** The engine did something that may have changed this. */
  changed(kinds: readonly EvidenceKind[]): void {
    if (kinds.includes('containers')) this.#ports.refresh();
  }

  /** Somebody has typed this. */
  input(terminal: number, bytes: Uint8Array): void {
    this.#troubles.input(terminal, bytes);
  }

  /** A terminal has shown this. */
  output(terminal: number, bytes: Uint8Array): void {
    this.#troubles.output(terminal, bytes);
  }

  /** Lets go of the sandbox. */
  close(): void {
    this.follow([]);
    this.#ports.close();
    this.#troubles.close();
  }
}
