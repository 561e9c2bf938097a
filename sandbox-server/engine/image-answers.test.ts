import { describe, expect, it } from 'vitest';
import { imageHistorySchema, imageListSchema, imageSchema } from './image-answers.ts';

describe('a list of images', () => {
  it('knows no names of a dangling image, however the engine puts it', () => {
    const images = imageListSchema.parse([
      {
        Id: 'sha256:1',
        RepoTags: ['<none>:<none>'],
        RepoDigests: ['<none>@<none>'],
        Size: 5,
        Created: 3,
        Labels: null,
      },
      { Id: 'sha256:2', RepoTags: null, RepoDigests: null, Size: 5, Created: -62_135_596_800 },
    ]);
    const nameless = { tags: [], digests: [], sizeBytes: 5, labels: {} };
    expect(images).toEqual([
      { ...nameless, id: 'sha256:1', createdAt: 3_000 },
      { ...nameless, id: 'sha256:2', createdAt: 0 },
    ]);
  });

  it('is refused when it has no end', () => {
    expect(imageListSchema.safeParse(Array.from({ length: 10_001 }, () => ({ Id: 'x' }))).success).toBe(false);
  });
});

describe('an answer about an image', () => {
  const plain = { Id: `sha256:${'1'.repeat(64)}`, RootFS: { Type: 'layers' } };

  it('may leave out everything that is empty', () => {
    expect(imageSchema.parse(plain)).toEqual({
      id: plain.Id,
      tags: [],
      digests: [],
      sizeBytes: 0,
      createdAt: 0,
      labels: {},
      layers: [],
      environment: {},
      command: [],
      entrypoint: [],
      workingDirectory: '',
      user: '',
      exposedPorts: [],
      volumes: [],
      author: '',
      comment: '',
      architecture: '',
      operatingSystem: '',
    });
  });

  it('is refused when its id could lead elsewhere', () => {
    expect(imageSchema.safeParse({ ...plain, Id: 'sha256:../../containers' }).success).toBe(false);
  });

  it('takes an empty time for none', () => {
    expect(imageSchema.parse({ ...plain, Created: '' }).createdAt).toBe(0);
  });
});

it('a history begins with the first instruction', () => {
  const history = imageHistorySchema.parse([
    { CreatedBy: 'CMD ["sh"]', Size: 0, Comment: 'buildkit.dockerfile.v0' },
    { CreatedBy: null, Size: 7 },
  ]);
  expect(history).toEqual([
    { createdBy: '', sizeBytes: 7, comment: '' },
    { createdBy: 'CMD ["sh"]', sizeBytes: 0, comment: 'buildkit.dockerfile.v0' },
  ]);
});
