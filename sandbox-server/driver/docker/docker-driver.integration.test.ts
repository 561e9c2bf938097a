import { afterAll } from 'vitest';
import { throwAwayInstallation } from '../../testing/installation.ts';
import { describeSandboxDriver } from '../conformance.ts';

const installation = throwAwayInstallation('conformance');
afterAll(async () => installation[Symbol.asyncDispose]());

describeSandboxDriver('Docker', () => installation.driver());
