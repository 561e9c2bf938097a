import { describe, expect, it } from 'vitest';
import { parseEnvironment } from './env.ts';

const secret = 's'.repeat(64);

describe('the environment of the sandbox server', () => {
  it('has a default for everything but the secret', () => {
    const environment = parseEnvironment({ DRYDOCK_SECRET: secret });
    expect(environment.port).toBe(3001);
    expect(environment.registrySocketVolume).toBe('drydock-registry-socket');
    expect(environment.limits.memoryBytes).toBe(2048 * 1024 * 1024);
  });

  it('names every variable that is wrong', () => {
    const wrong = { DRYDOCK_SANDBOX_PORT: 'three thousand', DRYDOCK_INSTANCE: '../x' };
    expect(() => parseEnvironment(wrong)).toThrow(
      /DRYDOCK_INSTANCE(?=[\s\S]*DRYDOCK_SANDBOX_PORT)(?=[\s\S]*DRYDOCK_SECRET)/,
    );
  });
});
