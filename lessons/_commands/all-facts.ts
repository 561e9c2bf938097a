/**
 * Every command there are facts about, found by how it is written.
 *
 * Knows nothing about how a line is read.
 */
import { belowDockerFacts } from './below-docker-facts.ts';
import { buildFacts } from './build-facts.ts';
import type { CommandFacts } from './command-facts.ts';
import { composeFacts } from './compose-facts.ts';
import { composeUpkeepFacts } from './compose-upkeep-facts.ts';
import { containerFacts } from './container-facts.ts';
import { runFacts } from './container-run-facts.ts';
import { containerUpkeepFacts } from './container-upkeep-facts.ts';
import { engineFacts } from './engine-facts.ts';
import { fileToolFacts } from './file-tool-facts.ts';
import { imageFacts } from './image-facts.ts';
import { serviceFacts } from './service-facts.ts';
import { shellFacts } from './shell-facts.ts';
import { storageAndNetworkFacts } from './storage-network-facts.ts';
import { swarmFacts } from './swarm-facts.ts';

/** All commands, Docker's first. */
export const allFacts: readonly CommandFacts[] = [
  ...engineFacts,
  ...runFacts,
  ...containerFacts,
  ...containerUpkeepFacts,
  ...imageFacts,
  ...buildFacts,
  ...storageAndNetworkFacts,
  ...composeFacts,
  ...composeUpkeepFacts,
  ...swarmFacts,
  ...serviceFacts,
  ...fileToolFacts,
  ...shellFacts,
  ...belowDockerFacts,
];

const byName = new Map(allFacts.flatMap((facts) => facts.names.map((name) => [name, facts] as const)));

/** The facts of a command by its words, e.g. `docker container run`. */
export function factsOf(name: string): CommandFacts | null {
  return byName.get(name.replace(/^docker-compose /, 'docker compose ')) ?? null;
}
