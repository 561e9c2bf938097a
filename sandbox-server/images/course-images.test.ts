/** What a lesson waits for, from report files as `npm start` writes them. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ReportedCourseImages } from './course-images.ts';

type State = 'waiting' | 'building' | 'served' | 'failed';

const troubles: unknown[] = [];
let folder: string;
let images: ReportedCourseImages;

beforeEach(() => {
  vi.useFakeTimers();
  folder = mkdtempSync(path.join(os.tmpdir(), 'drydock-report-'));
  troubles.length = 0;
  images = new ReportedCourseImages(folder, (error) => troubles.push(error));
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

function report(states: Record<string, State>, { working = true, secondsAgo = 0 } = {}): void {
  const list = Object.entries(states).map(([name, state]) => ({
    name,
    tags: ['latest', '18-alpine'],
    state,
    reason: null,
  }));
  const writtenAt = new Date(Date.now() - secondsAgo * 1000).toISOString();
  writeFileSync(path.join(folder, 'course-images.json'), JSON.stringify({ writtenAt, working, images: list }));
}

describe('what a lesson has to wait for', () => {
  it('is nothing when all its images are served, whatever else is missing', () => {
    report({ 'diamol/base': 'served', node: 'building' });
    expect(images.awaited(['diamol/base'])).toBeNull();
  });

  it('lists each of its images as the learner writes it, with how far it is', () => {
    report({ 'diamol/base': 'served', node: 'building' });
    expect(images.awaited(['diamol/base', 'node:18-alpine'])).toEqual({
      working: true,
      images: [
        { reference: 'diamol/base', state: 'served' },
        { reference: 'node:18-alpine', state: 'building' },
      ],
    });
  });

  it('says that nobody is at work when the report has not been written for a minute', () => {
    report({ node: 'waiting' }, { secondsAgo: 61 });
    expect(images.awaited(['node'])?.working).toBe(false);
  });

  it('is nothing for images that the course registry does not have to serve', () => {
    report({ node: 'waiting' });
    expect(images.awaited(['postgres', 'node:99'])).toBeNull();
  });

  it('is nothing while there is no report, and the trouble is told when there is a wrong one', () => {
    expect(images.awaited(['node'])).toBeNull();
    expect(troubles).toEqual([]);
    writeFileSync(path.join(folder, 'course-images.json'), '{"images": 3');
    expect(images.awaited(['node'])).toBeNull();
    expect(troubles).toHaveLength(1);
  });
});

describe('following images', () => {
  it('leaves word of what is waited for', () => {
    report({ node: 'waiting' });
    images.follow(['node:18-alpine', 'diamol/base'], () => undefined)();
    expect(readdirSync(path.join(folder, 'wanted-images')).map(decodeURIComponent).sort()).toEqual([
      'diamol/base',
      'node:18-alpine',
    ]);
  });

  it('tells of each change once, and lastly that nothing is missing', () => {
    report({ node: 'waiting' });
    const told: unknown[] = [];
    images.follow(['node'], (awaited) => told.push(awaited?.images[0]?.state ?? 'all served'));
    vi.advanceTimersByTime(2_000);
    report({ node: 'building' });
    vi.advanceTimersByTime(2_000);
    report({ node: 'served' });
    vi.advanceTimersByTime(2_000);
    report({ node: 'waiting' });
    vi.advanceTimersByTime(2_000);
    expect(told).toEqual(['building', 'all served']);
  });

  it('tells nothing after it was ended', () => {
    report({ node: 'waiting' });
    const told = vi.fn();
    const end = images.follow(['node'], told);
    end();
    report({ node: 'served' });
    vi.advanceTimersByTime(2_000);
    expect(told).not.toHaveBeenCalled();
  });
});
