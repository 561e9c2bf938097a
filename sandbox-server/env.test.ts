import { describe, expect, it } from 'vitest';
import { parseEnvironment } from './env.ts';

const secret = 's'.repeat(64);

describe('the environment of the sandbox server', () => {
  it('has a default for everything but the secret', () => {
    const environment = parseEnvironment({ DRYDOCK_SECRET: secret });
    expect(environment.port).toBe(3001);
    expect(environment.driver).toBe('docker');
    expect(environment.limits.memoryBytes).toBe(2048 * 1024 * 1024);
  });

  it('names every variable that is wrong', () => {
    const wrong = { DRYDOCK_SANDBOX_PORT: 'three thousand', DRYDOCK_INSTANCE: '../x' };
    expect(() => parseEnvironment(wrong)).toThrow(
      /DRYDOCK_INSTANCE(?=[\s\S]*DRYDOCK_SANDBOX_PORT)(?=[\s\S]*DRYDOCK_SECRET)/,
    );
  });

  const parse = (more: Readonly<Record<string, string>>) => parseEnvironment({ DRYDOCK_SECRET: secret, ...more });

  it.each([
    { DRYDOCK_MODE: 'classroom' },
    { DRYDOCK_MODE: 'classroom', SANDBOX_DRIVER: 'docker' },
    { DRYDOCK_MODE: 'classroom', I_TRUST_EVERY_LEARNER: 'no' },
    { DRYDOCK_MODE: 'classroom', I_TRUST_EVERY_LEARNER: '' },
    { DRYDOCK_MODE: 'classroom', SANDBOX_RUNTIME: 'sysbox-runc' },
  ])('refuses %j, where learners would be close to root on this machine, and says what to do', (wrong) => {
    expect(() => parse(wrong)).toThrow(
      /DRYDOCK_MODE: classroom.*close to root.*SANDBOX_DRIVER=incus.*I_TRUST_EVERY_LEARNER=yes/,
    );
  });

  it.each([
    { DRYDOCK_MODE: 'local' },
    { DRYDOCK_MODE: 'classroom', SANDBOX_DRIVER: 'incus' },
    { DRYDOCK_MODE: 'classroom', I_TRUST_EVERY_LEARNER: 'yes' },
  ])('takes %j', (right) => {
    expect(parse(right).driver).toBe(right.SANDBOX_DRIVER ?? 'docker');
  });

  it.each([{ DRYDOCK_MODE: 'class' }, { I_TRUST_EVERY_LEARNER: 'true' }])(
    'refuses %j rather than guess what was meant',
    (wrong) => {
      expect(() => parse(wrong)).toThrow(Object.keys(wrong).join());
    },
  );

  it("has the engine's own runtime unless another is named", () => {
    expect(parse({}).runtime).toBeNull();
    expect(parse({ SANDBOX_RUNTIME: '' }).runtime).toBeNull();
    expect(parse({ SANDBOX_RUNTIME: 'sysbox-runc' }).runtime).toBe('sysbox-runc');
  });

  it('refuses a runtime of Docker for another driver', () => {
    expect(() => parse({ SANDBOX_DRIVER: 'incus', SANDBOX_RUNTIME: 'runc' })).toThrow(/SANDBOX_RUNTIME.*docker only/);
  });
});
