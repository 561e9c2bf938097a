import { describe, expect, it } from 'vitest';
import { makesSystemContainers, requireRuntime } from './oci-runtimes.ts';

const listed = ['io.containerd.runc.v2', 'runc'];

describe('the names of OCI runtimes', () => {
  it.each([null, 'runc', 'io.containerd.runc.v2', 'io.containerd.kata.v2', '/usr/local/bin/containerd-shim-own-v1'])(
    'include %s, which the engine lists or finds itself',
    (runtime) => {
      expect(() => requireRuntime(listed, runtime)).not.toThrow();
    },
  );

  it.each(['sysbox-runc', 'runsc', 'io.containerd', 'containerd-shim-own-v1'])(
    'do not include %s while nobody has told the engine of it',
    (runtime) => {
      expect(() => requireRuntime(listed, runtime)).toThrow(`${runtime}; the engine knows io.containerd.runc.v2, runc`);
    },
  );

  it('say of Sysbox alone that it makes the fence itself', () => {
    expect(makesSystemContainers('sysbox-runc')).toBe(true);
    for (const runtime of ['runc', 'runsc', 'io.containerd.runc.v2', null]) {
      expect({ runtime, makes: makesSystemContainers(runtime) }).toEqual({ runtime, makes: false });
    }
  });
});
