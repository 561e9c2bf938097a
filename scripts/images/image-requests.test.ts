/** What learners wait for, as the sandbox server leaves it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ReportedCourseImages } from '#sandbox/images/course-images.ts';
import { takeRequestedImages } from './image-requests.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drydock-image-requests-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Waits for images as a lesson does, and goes away again. */
function request(...references: readonly string[]): void {
  const onTrouble = vi.fn();
  new ReportedCourseImages(folder, onTrouble).follow(references, () => undefined)();
  expect(onTrouble).not.toHaveBeenCalled();
}

describe('images that learners wait for', () => {
  it('are none before anybody has waited', () => {
    expect(takeRequestedImages(folder)).toEqual([]);
  });

  it('are told as they were written, whatever is in their names', () => {
    request('nginx', 'diamol/base:2e', 'registry.local:5000/gallery/ui:v1');
    expect(takeRequestedImages(folder).sort()).toEqual([
      'diamol/base:2e',
      'nginx',
      'registry.local:5000/gallery/ui:v1',
    ]);
  });

  it('are told once for each time somebody begins to wait', () => {
    request('nginx');
    request('nginx');
    expect(takeRequestedImages(folder)).toEqual(['nginx']);
    expect(takeRequestedImages(folder)).toEqual([]);
    request('nginx');
    expect(takeRequestedImages(folder)).toEqual(['nginx']);
  });

  it('are told even when something else lies among them', () => {
    mkdirSync(join(folder, 'wanted-images', 'a-folder'), { recursive: true });
    writeFileSync(join(folder, 'wanted-images', '%'), '');
    request('nginx');
    expect(takeRequestedImages(folder)).toEqual(['nginx']);
    request('redis');
    expect(takeRequestedImages(folder)).toEqual(['redis']);
  });
});
