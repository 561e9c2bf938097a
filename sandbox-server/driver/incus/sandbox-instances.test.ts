import { describe, expect, it } from 'vitest';
import { sandboxOf } from './sandbox-instances.ts';

const id = 'a'.repeat(32);

describe('the name of an instance', () => {
  it('tells the sandbox and how often it was started elsewhere', () => {
    expect(sandboxOf(`sandbox-${id}`)).toEqual({ id, count: 1 });
    expect(sandboxOf(`sandbox-${id}-12`)).toEqual({ id, count: 12 });
  });

  it('of something else is no sandbox', () => {
    for (const name of ['disk-keeper-m1', `sandbox-${id}-0`, `sandbox-${id}-`, `sandbox-${id}a`, 'sandbox-m1']) {
      expect(sandboxOf(name)).toBeNull();
    }
  });
});
