import { afterAll } from 'vitest';
import { throwAwayInstallation } from '../../testing/installation.ts';
import { describeFence, describeSandboxDriver } from '../conformance.ts';

const installation = throwAwayInstallation('conformance');
const online = throwAwayInstallation('online');
afterAll(async () => {
  await installation[Symbol.asyncDispose]();
  await online[Symbol.asyncDispose]();
});

describeSandboxDriver('Docker', () => installation.driver());
describeFence('Docker, with the internet allowed', () => online.driver({ internet: true }));
