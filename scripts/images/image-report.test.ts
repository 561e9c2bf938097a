/** The report on the course images, as the sandbox server reads it. */
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readImageReport } from '#sandbox/images/image-report.ts';
import { ImageReport } from './image-report.mjs';
import { recipe } from './testing/recipe.ts';

const heartbeatMilliseconds = 10_000;
const recipes = [recipe('node-18', { name: 'node', tags: ['18', 'latest'] }), recipe('web', { name: 'x/web' })];

let folder: string;
let path: string;
let report: ImageReport;

beforeEach(() => {
  vi.useFakeTimers();
  folder = mkdtempSync(join(tmpdir(), 'drydock-image-report-'));
  path = join(folder, 'course-images.json');
  report = new ImageReport(folder);
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

const read = () => readImageReport(path, Date.now());

function states(): (string | undefined)[] {
  return read()?.images.map(({ name, state }) => `${name} ${state}`) ?? [];
}

describe('the report on the course images', () => {
  it('begins with what is served already, under the names that learners write', () => {
    report.begin(recipes, new Set(['web']));
    expect(read()).toEqual({
      writtenAt: new Date().toISOString(),
      working: true,
      images: [
        { name: 'node', tags: ['18', 'latest'], state: 'waiting' },
        { name: 'x/web', tags: ['latest'], state: 'served' },
      ],
    });
  });

  it('follows every change of an image', () => {
    report.begin(recipes, new Set());
    for (const state of ['building', 'waiting', 'building', 'served'] as const) {
      report.set('node-18', state);
      expect(states()).toEqual([`node ${state}`, 'x/web waiting']);
    }
  });

  it('keeps for the operator why an image failed, until it fails no more', () => {
    report.begin(recipes, new Set());
    report.set('web', 'failed', 'no space left on device');
    expect(states()).toEqual(['node waiting', 'x/web failed']);
    expect(readFileSync(path, 'utf8')).toContain('"no space left on device"');
    report.set('web', 'building');
    expect(readFileSync(path, 'utf8')).not.toContain('no space left on device');
  });

  it('does not list what only building needs', () => {
    report.begin(recipes, new Set());
    report.set('only-for-building', 'building');
    expect(states()).toEqual(['node waiting', 'x/web waiting']);
  });

  it('shows that somebody is at work for as long as a build takes', () => {
    report.begin(recipes, new Set());
    vi.advanceTimersByTime(60 * heartbeatMilliseconds);
    expect(read()?.working).toBe(true);
    expect(read()?.writtenAt).toBe(new Date().toISOString());
  });

  it('says at its end that nobody works any more, and is left alone from then on', () => {
    report.begin(recipes, new Set(['web']));
    report.end();
    expect(read()?.working).toBe(false);
    expect(states()).toEqual(['node waiting', 'x/web served']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends nothing when it cannot be written, and is right again as soon as it can', () => {
    report.begin(recipes, new Set());
    rmSync(path);
    mkdirSync(path);
    report.set('web', 'served');
    vi.advanceTimersByTime(heartbeatMilliseconds);
    rmdirSync(path);
    vi.advanceTimersByTime(heartbeatMilliseconds);
    expect(states()).toEqual(['node waiting', 'x/web served']);
  });

  it('tells the operator at once when it can never be written', () => {
    mkdirSync(path);
    expect(() => report.begin(recipes, new Set())).toThrow(/EISDIR/);
  });

  it('says that somebody is at work while the product starts, and no longer than it takes to notice that nobody is', () => {
    report.begin(recipes, new Set());
    report.end({ soonContinued: true });
    expect(read()?.working).toBe(true);
    vi.advanceTimersByTime(61_000);
    expect(read()?.working).toBe(false);
  });
});
