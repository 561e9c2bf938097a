import { describe, expect, it } from 'vitest';
import { runtimeRefusal } from './oci-runtimes.mjs';

const told = JSON.stringify({ runc: { path: 'runc' }, 'io.containerd.runc.v2': { path: 'runc' } });

describe('the OCI runtime of sandboxes', () => {
  it.each(['runc', 'io.containerd.runc.v2', 'io.containerd.kata.v2', '/opt/own/shim'])(
    'may be %s, which the engine lists or looks for itself',
    (runtime) => {
      expect(runtimeRefusal(runtime, told)).toBeNull();
    },
  );

  it('is refused when the engine does not know it, with the names it knows and what to do', () => {
    expect(runtimeRefusal('sysbox-runc', told)).toMatch(
      /"sysbox-runc".*knows io\.containerd\.runc\.v2, runc\..*daemon\.json.*leave SANDBOX_RUNTIME away/,
    );
  });

  it.each(['', 'null', '[]', 'Cannot connect'])('is refused when the engine says %j', (text) => {
    expect(runtimeRefusal('runc', text)).toMatch(/names none/);
  });
});
