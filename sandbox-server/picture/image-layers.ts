/**
 * Which instruction of an image's history made which of its layers.
 *
 * The engine tells both, but not how they belong together: the history does not say whether an entry has a layer. The rule:
 * - An entry with bytes has a layer.
 * - Layers that are left over belong to entries without bytes, because a folder or an empty file takes none: first to WORKDIR,
 *   COPY, ADD and RUN as BuildKit writes them, which always have a layer; then to the same ones by the legacy builder, which
 *   leaves a layer out when nothing has changed; then to anything else.
 * - Among equals, the older one has it.
 * The entries that have one get the digests in order, oldest first. Layers without any entry, as after `docker import` of a
 * strange archive, come last without an instruction.
 *
 * Pure.
 */
import type { PicturedLayer } from '#protocol/picture.ts';
import { cutText } from './cut-text.ts';

const MOST_LAYERS = 200;
const LONGEST_INSTRUCTION = 1_000;
const LONGEST_DIGEST = 300;

/** One entry of `GET /images/{id}/history`. */
export interface HistoryEntry {
  /** Seconds since the epoch. */
  readonly created: number;
  readonly createdBy: string;
  readonly bytes: number;
}

/** @param history newest first, as the engine gives it  @param digests oldest first, as in `RootFS.Layers` */
export function picturedLayers(history: readonly HistoryEntry[], digests: readonly string[]): readonly PicturedLayer[] {
  const entries = history.toReversed();
  const withLayer = new Set(
    entries
      .map((entry, place) => ({ place, rank: layerRank(entry) }))
      .sort((one, other) => one.rank - other.rank || one.place - other.place)
      .slice(0, digests.length)
      .map(({ place }) => place),
  );
  const left = digests.values();
  const layers = entries.map((entry, place): PicturedLayer => ({
    digest: withLayer.has(place) ? cut(left.next().value ?? null) : null,
    bytes: Math.max(0, entry.bytes),
    instruction: cutText(instructionOf(entry.createdBy), LONGEST_INSTRUCTION),
    createdAt: entry.created * 1000,
  }));
  for (const digest of left) layers.push({ digest: cut(digest), bytes: 0, instruction: '', createdAt: 0 });
  return layers.slice(0, MOST_LAYERS);
}

/** The lower, the more likely the entry has a layer. */
function layerRank(entry: HistoryEntry): number {
  if (entry.bytes > 0) return 0;
  const isLegacy = entry.createdBy.startsWith('/bin/sh -c ');
  if (/^(WORKDIR|COPY|ADD|RUN) /.test(instructionOf(entry.createdBy))) return isLegacy ? 2 : 1;
  return 3;
}

/**
 * The instruction as in a Dockerfile. The legacy builder writes `/bin/sh -c #(nop) CMD ["sh"]` for what runs nothing and
 * `/bin/sh -c make` for a RUN; BuildKit writes `RUN /bin/sh -c make # buildkit`, with `|1 NAME=value` before it for arguments.
 */
export function instructionOf(createdBy: string): string {
  const text = createdBy.trim();
  const nothingRun = /^\/bin\/sh -c #\(nop\)\s*/.exec(text);
  if (nothingRun) return text.slice(nothingRun[0].length);
  const byBuildkit = text.replace(/\s*# buildkit$/, '').replace(/^RUN (\|\d+ .*? )?\/bin\/sh -c /s, 'RUN ');
  return byBuildkit.replace(/^(\|\d+ .*? )?\/bin\/sh -c /s, 'RUN ');
}

function cut(digest: string | null): string | null {
  return digest === null ? null : cutText(digest, LONGEST_DIGEST);
}
