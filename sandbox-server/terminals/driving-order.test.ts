import { describe, expect, it } from 'vitest';
import { DrivingOrder } from './driving-order.ts';

const size = { columns: 80, rows: 24 };

function entered(...viewers: string[]): DrivingOrder<string> {
  const order = new DrivingOrder<string>();
  for (const viewer of viewers) order.enter(viewer, size);
  return order;
}

describe('the order of drivers', () => {
  it('lets the first to come drive, and nobody before', () => {
    expect(entered().driver).toBeUndefined();
    expect(entered('first', 'second', 'third').driver).toBe('first');
  });

  it('makes whoever types the driver, and tells when that is a change', () => {
    const order = entered('first', 'second');
    expect(order.take('second')).toBe(true);
    expect(order.driver).toBe('second');
    expect(order.take('second')).toBe(false);
    expect(order.take('stranger')).toBe(false);
  });

  it('goes on with the one that came last when nobody has typed and the driver leaves', () => {
    const order = entered('first', 'second', 'third');
    expect(order.leave('first')).toBe(true);
    expect(order.driver).toBe('third');
  });

  it('goes on with the one that typed last when the driver leaves', () => {
    const order = entered('first', 'second', 'third');
    order.take('second');
    order.take('third');
    expect(order.leave('third')).toBe(true);
    expect(order.driver).toBe('second');
    expect(order.leave('first')).toBe(false);
    expect(order.driver).toBe('second');
  });

  it('remembers the size of those that do not drive', () => {
    const order = entered('first', 'second');
    order.resize('second', { columns: 100, rows: 30 });
    expect(order.sizeOf('second')).toEqual({ columns: 100, rows: 30 });
    order.leave('second');
    order.resize('second', size);
    expect(order.sizeOf('second')).toBeUndefined();
  });
});
