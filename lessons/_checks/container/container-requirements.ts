/**
 * Everything a step asks of a container, as requirements.
 *
 * Knows nothing about lessons.
 */
import type { ContainerEvidence } from '#lessons/_schema/evidence.ts';
import type { Requirement } from '../requirement.ts';
import type { ContainerExpectation } from './container-expectation.ts';
import { limitRequirements } from './limit-requirements.ts';
import { mountRequirements } from './mount-requirements.ts';
import { networkRequirements } from './network-requirements.ts';
import { processRequirements } from './process-requirements.ts';
import { nameRequirements, stateRequirements } from './state-requirements.ts';

/** The requirements of an expectation, the weightiest first. */
export function containerRequirements(expected: ContainerExpectation): Requirement<ContainerEvidence>[] {
  return [
    ...nameRequirements(expected),
    ...stateRequirements(expected),
    ...networkRequirements(expected),
    ...processRequirements(expected),
    ...(expected.mounts ?? []).flatMap(mountRequirements),
    ...limitRequirements(expected),
    ...(expected.also ?? []),
  ];
}
