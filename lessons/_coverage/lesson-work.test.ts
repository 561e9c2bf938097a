/** What a step has the learner do is found in its block of the text and in its solution, and nowhere else. */
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '#lessons/_loader/catalogue.ts';
import { lessonPath, lessonsOnDisk, rightFiles, type Changes } from '#lessons/_loader/lessons-on-disk.ts';
import { lessonsInOrder } from '#lessons/_loader/lessons.ts';
import { gatherLessonWork } from './lesson-work.ts';

async function workOf(changes: Changes) {
  await using lessons = await lessonsOnDisk({ ...rightFiles, ...changes });
  return gatherLessonWork(lessons.directory, lessonsInOrder(await loadCatalogue(lessons.directory)));
}

const snippet = '```dockerfile file=web/Dockerfile put=end\nUSER app\n```\n';

/** Both texts, changed alike. */
const texts = (change: (text: string) => string): Changes =>
  Object.fromEntries(
    Object.entries(rightFiles).flatMap(([file, text]) => (file.endsWith('.md') ? [[file, change(text)]] : [])),
  );

describe('gatherLessonWork', () => {
  it('takes the commands of the block and of the solution, step by step', async () => {
    expect(await workOf({})).toEqual([
      {
        lessonId: 'ch02/first',
        chapterId: 'ch02',
        tells: [],
        steps: [
          { stepId: 'one', covers: [], commands: ['docker one', 'docker one'], dockerfiles: [] },
          { stepId: 'two', covers: [], commands: ['docker two', 'docker one'], dockerfiles: [] },
        ],
      },
    ]);
  });

  it('does not take commands outside of steps', async () => {
    const outside = '\n```sh run\ndocker elsewhere\n```\n';
    const [work] = await workOf(texts((text) => text + outside));
    expect(JSON.stringify(work)).not.toContain('elsewhere');
  });

  it('takes pieces of Dockerfiles, with the file of the lesson that they are put into', async () => {
    const [work] = await workOf({
      ...texts((text) => text.replace('docker one\n```\n', `docker one\n\`\`\`\n\n${snippet}`)),
      [`${lessonPath}/files/web/Dockerfile`]: 'FROM diamol/base\n',
    });
    expect(work?.steps.map(({ dockerfiles }) => dockerfiles)).toEqual([['USER app', 'FROM diamol/base\n'], []]);
  });

  it('takes Dockerfiles that the solution writes, and no other files', async () => {
    const proof = rightFiles[`${lessonPath}/author/proof.yaml`] ?? '';
    const [work] = await workOf({
      [`${lessonPath}/author/proof.yaml`]: proof.replace(
        'solution: [docker one]',
        'solution: [{ file: app.js, text: RUN }, { file: web/Dockerfile, text: "RUN x" }, docker build web]',
      ),
    });
    expect(work?.steps[0]).toMatchObject({ commands: ['docker one', 'docker build web'], dockerfiles: ['RUN x'] });
  });

  it('does not look at the solution of a lab', async () => {
    const yaml = rightFiles[`${lessonPath}/lesson.yaml`] ?? '';
    const [work] = await workOf({
      [`${lessonPath}/lesson.yaml`]: `kind: lab\n${yaml.replace(/( +)title: \{ ko: (하나|둘)/g, '$1points: 50\n$&')}`,
      ...texts((text) => text.replace(/```sh run\n.*?```\n/gs, 'goal\n')),
      [`${lessonPath}/author/proof.yaml`]: 'solution: [docker solved]\n',
    });
    expect(JSON.stringify(work)).not.toContain('solved');
  });
});
