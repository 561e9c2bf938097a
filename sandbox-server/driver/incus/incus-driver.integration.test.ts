import { afterAll, describe } from 'vitest';
import { whyNoIncus } from '../../testing/incus-here.ts';
import { throwAwayInstallation } from '../../testing/installation.ts';
import { describeFence, describeSandboxDriver } from '../conformance.ts';
import { describeSnapshots } from '../snapshot-conformance.ts';
import { describeWayOut } from '../way-out-conformance.ts';

const installation = throwAwayInstallation('conformance', { SANDBOX_DRIVER: 'incus' });
const online = throwAwayInstallation('online', { SANDBOX_DRIVER: 'incus' });
afterAll(async () => {
  await installation[Symbol.asyncDispose]();
  await online[Symbol.asyncDispose]();
});

const reason = await whyNoIncus();

describe.skipIf(reason !== null)(`with Incus${reason === null ? '' : ` (${reason})`}`, () => {
  describeSandboxDriver('Incus', () => installation.driver());
  describeSnapshots('Incus', () => installation.driver());
  describeFence('Incus, with the internet allowed', () => online.driver({ internet: true }));
  describeWayOut('Incus', () => online.driver({ internet: true }));
});
