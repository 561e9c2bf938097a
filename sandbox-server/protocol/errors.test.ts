import { describe, expect, it } from 'vitest';
import { errorBody, errorBodySchema, errorCodeSchema, errorTable } from './errors.ts';

describe.each(errorCodeSchema.options)('the error %s', (code) => {
  const { status, closeCode, text } = errorTable[code];

  it('has a status of an error and a close code that applications may use', () => {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    if (closeCode !== null && closeCode !== 1011) {
      expect(closeCode).toBeGreaterThanOrEqual(4000);
      expect(closeCode).toBeLessThan(5000);
    }
  });

  it('says what happened and what to do next, in both languages', () => {
    expect(text.ko).toMatch(/[가-힣]/);
    expect(text.en).not.toMatch(/[가-힣]/);
    // At least two statements: what happened, and what to do.
    expect(text.ko.split(/[.;]/).filter((part) => part.trim() !== '').length).toBeGreaterThanOrEqual(2);
    expect(text.en.split(/[.;]/).filter((part) => part.trim() !== '').length).toBeGreaterThanOrEqual(2);
  });

  it('has a body that the schema accepts', () => {
    expect(errorBodySchema.parse(errorBody(code, 'detail')).error.code).toBe(code);
  });
});
