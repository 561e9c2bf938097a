import { beforeEach, describe, expect, it } from 'vitest';
import type { RestoreOptions } from '../driver/driver.ts';
import { Rewind, type RewindDriver } from './rewind.ts';
import { newSessionRecord, type SessionRecord } from './session-record.ts';

const sandboxId = 'a'.repeat(32);
const steps = [
  { id: 'first', solution: ['one'] },
  { id: 'second', solution: ['two'] },
  { id: 'third', solution: [] },
  { id: 'fourth', solution: ['four'] },
];

/** Writes down what was asked of the driver, of the typist and of the disk, in order. */
class Scene {
  readonly deeds: string[] = [];
  names: string[] = ['pristine'];
  saved: SessionRecord | null = null;
  failing = '';

  readonly driver: RewindDriver = {
    snapshot: async (_id: string, name: string) => {
      this.#do(`snapshot ${name}`);
      this.names.push(name);
    },
    snapshots: async () => this.names,
    restore: async (_id: string, name: string, { keepFiles, keepBefore }: RestoreOptions) => {
      this.#do(`restore ${name}${keepFiles ? ' with files' : ''}${keepBefore === null ? '' : `, keep ${keepBefore}`}`);
      if (keepBefore !== null) this.names.push(keepBefore);
    },
  };

  readonly rewind = new Rewind({
    driver: this.driver,
    steps,
    typeSolutions: async (_id, solutions) => {
      this.#do(`type ${solutions.flatMap(({ actions }) => actions.map(String)).join(' ')}`);
    },
    save: async (record) => {
      this.deeds.push(`save skipped=${record.skipped.join(',')}`);
      this.saved = record;
    },
  });

  #do(deed: string): void {
    this.deeds.push(deed);
    if (deed === this.failing) throw new Error(deed);
  }
}

describe('a rewind', () => {
  let scene = new Scene();
  let record: SessionRecord;
  beforeEach(async () => {
    scene = new Scene();
    record = await scene.rewind.reconciled(
      newSessionRecord({ accountId: 'me', lessonId: 'ch02/one' }, { sandboxId, isPristineKept: false, begunAt: 0 }),
    );
  });
  const toStep = (stepId: string, keepFiles = false) => ({ kind: 'step', stepId, keepFiles }) as const;

  it('offers the first step at once, and what can be prepared up to a step without a solution', () => {
    expect(scene.rewind.points(record)).toEqual({
      reached: ['first'],
      prepared: ['second', 'third'],
      canUndo: false,
    });
  });

  it('offers nothing in a sandbox without snapshots', async () => {
    scene.names = [];
    record = await scene.rewind.reconciled(record);
    expect(scene.rewind.points(record)).toEqual({ reached: [], prepared: [], canUndo: false });
    await expect(scene.rewind.go(record, toStep('first'))).rejects.toMatchObject({ code: 'step-unknown' });
  });

  it('keeps the beginning of the next step when a step passes, once', async () => {
    record = await scene.rewind.stepPassed(record, 'first');
    expect(scene.rewind.points(record).reached).toEqual(['first', 'second']);
    scene.deeds.length = 0;
    await scene.rewind.stepPassed(record, 'first');
    await scene.rewind.stepPassed(record, 'fourth');
    expect(scene.deeds).toEqual([]);
  });

  it('goes back to what the learner had, and can be taken back', async () => {
    record = await scene.rewind.stepPassed(record, 'first');
    scene.deeds.length = 0;
    record = await scene.rewind.go(record, toStep('second', true));
    expect(scene.deeds).toEqual([
      'save skipped=',
      'restore step-second with files, keep before-rewind',
      'save skipped=',
    ]);
    expect(scene.rewind.points(record).canUndo).toBe(true);
    record = await scene.rewind.go(record, { kind: 'undo' });
    expect(scene.deeds.slice(-2)).toEqual(['restore before-rewind', 'save skipped=']);
    expect(scene.rewind.points(record).canUndo).toBe(false);
  });

  it('types the solutions for a step that was never reached, and says so before anything could pass by them', async () => {
    record = await scene.rewind.go(record, toStep('third'));
    expect(scene.deeds).toEqual([
      'save skipped=first,second',
      'restore pristine, keep before-rewind',
      'type one two',
      'save skipped=first,second',
      'snapshot step-third',
      'save skipped=first,second',
    ]);
    expect(scene.rewind.points(record).reached).toEqual(['first', 'third']);
  });

  it('remembers for each beginning what had been skipped before it', async () => {
    record = await scene.rewind.go(record, toStep('third'));
    record = await scene.rewind.go(record, toStep('first'));
    expect(record.skipped).toEqual([]);
    record = await scene.rewind.go(record, toStep('third'));
    expect(record.skipped).toEqual(['first', 'second']);
    record = await scene.rewind.go(record, { kind: 'undo' });
    expect(record.skipped).toEqual([]);
  });

  it('puts back what was there when it fails', async () => {
    scene.failing = 'type one two';
    await expect(scene.rewind.go(record, toStep('third'))).rejects.toMatchObject({ code: 'rewind-failed' });
    expect(scene.deeds.slice(-2)).toEqual(['restore before-rewind', 'save skipped=']);
    expect(scene.saved).toEqual(record);
  });

  it('leaves steps skipped when it is not known which state a failure left', async () => {
    scene.failing = 'restore pristine, keep before-rewind';
    await expect(scene.rewind.go(record, toStep('third'))).rejects.toMatchObject({ code: 'rewind-failed' });
    expect(scene.deeds).toEqual(['save skipped=first,second', 'restore pristine, keep before-rewind']);
    expect(scene.saved?.skipped).toEqual(['first', 'second']);
  });

  it('forgets beginnings whose snapshots are gone', async () => {
    record = await scene.rewind.stepPassed(record, 'first');
    scene.names = ['pristine'];
    record = await scene.rewind.reconciled(record);
    expect(scene.rewind.points(record).reached).toEqual(['first']);
  });
});
