/** Every rule, in the order in which they are tried: the first that knows a line explains it. */
import type { TroubleRule } from '../rule.ts';
import { buildRules } from './builds.ts';
import { commandLineRules } from './command-line.ts';
import { composeRules } from './compose.ts';
import { containerRules } from './containers.ts';
import { imageRules } from './images.ts';
import { networkAndVolumeRules } from './networks-and-volumes.ts';
import { runningRules } from './running.ts';
import { swarmRules } from './swarm.ts';

/** Every rule. */
export const allRules: readonly TroubleRule[] = [
  ...containerRules,
  ...runningRules,
  ...imageRules,
  ...buildRules,
  ...networkAndVolumeRules,
  ...composeRules,
  ...swarmRules,
  ...commandLineRules,
];
