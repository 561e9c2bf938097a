/**
 * What an attempt to get out of a sandbox is, what is claimed about it for each driver, and when a claim is wrong.
 *
 * Knows nothing about how attempts are made and shown.
 */
import { z } from 'zod';
import type { Localized } from '#protocol/localized.ts';
import type { Scene } from './scene.ts';

/** The drivers that claims are made for. */
export const driverNames = ['docker', 'incus'] as const;

/** A driver that claims are made for. */
export type DriverName = (typeof driverNames)[number];

/**
 * What the product says of a driver: it holds, it is open and documented to be, or it depends on the machine and nothing is
 * claimed.
 */
export type Claim = 'holds' | 'open' | 'depends';

/** How an attempt went. `seen` says the same in every run on the same machine; figures, which vary, are beside it. */
export const outcomeSchema = z.strictObject({
  verdict: z.enum(['held', 'not-held', 'not-applicable']),
  /** What came back; for "not-applicable" why. */
  seen: z.string().min(1).max(400),
});

/** How an attempt went. */
export type Outcome = z.infer<typeof outcomeSchema> & {
  /** Measurements, for who reads the run; never in the documents. */
  readonly figures?: string;
};

/** One attempt, made by a learner with root in a live sandbox. */
export interface Attempt {
  /** Row of the threat model and a letter, e.g. "E1a". */
  readonly id: string;
  readonly says: Localized;
  /** What must come back for the fence to have held. */
  readonly expected: string;
  readonly claims: Readonly<Record<DriverName, Claim>>;
  /** The claims are known for hosts with cgroup v1 alone; on others nothing is claimed. */
  readonly onCgroup1?: true;
  /** Throws when it could not be made at all, which counts as a failure and not as a verdict. */
  readonly make: (scene: Scene) => Promise<Outcome>;
}

/** What claims depend on. */
export interface ClaimedHost {
  readonly driverName: DriverName;
  readonly cgroupVersion: 1 | 2;
  /** An OCI runtime of the operator's choice for Docker's sandboxes, which may hold more than the default one; else null. */
  readonly runtime: string | null;
}

/** The claim of an attempt on one host. */
export function claimOf(attempt: Attempt, { driverName, cgroupVersion, runtime }: ClaimedHost): Claim {
  const claim = attempt.claims[driverName];
  const isKnown = (!attempt.onCgroup1 || cgroupVersion === 1) && (claim !== 'open' || runtime === null);
  return isKnown ? claim : 'depends';
}

/** Why a claim is wrong after what was seen; null when it is right, or nothing was claimed or could be tried. */
export function contradiction(claim: Claim, verdict: Outcome['verdict']): string | null {
  if (claim === 'depends' || verdict === 'not-applicable') return null;
  if (claim === 'holds') return verdict === 'held' ? null : 'it is claimed to hold';
  return verdict === 'not-held'
    ? null
    : 'it is claimed to be open, so the claim and docs/containment.md are out of date';
}

/** Shortens a `seen` or the part of it that came out of a sandbox: one line of printable characters. */
export function oneLine(text: string, characters = 160): string {
  const plain = text
    .replace(/[^\p{L}\p{N}\p{P}\p{S} ]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
  return plain.length > characters ? `${plain.slice(0, characters - 1)}…` : plain;
}

/** The outcome of an attempt that held exactly when nothing was found, with what was found in stable words. */
export function heldWithout(found: readonly string[], otherwise: string): Outcome {
  if (found.length === 0) return { verdict: 'held', seen: otherwise };
  return { verdict: 'not-held', seen: oneLine([...new Set(found)].join('; ')) };
}
