/**
 * What the engine inside a sandbox answers about images, parsed into evidence (Engine API 1.43 and later).
 *
 * Knows nothing about how the answers were fetched.
 */
import { z } from 'zod';
import type { HistoryEntry, ImageDetails, ImageEvidence } from '#lessons/_schema/evidence.ts';
import {
  amount,
  environment,
  imageId,
  line,
  LONGEST_LIST,
  named,
  namedTexts,
  optionalMoment,
  optionalText,
  text,
  words,
} from './bounded-answers.ts';

/** Names of an image; engines before 25 call those of a dangling one "<none>:<none>" and "<none>@<none>". */
const names = words.transform((list) => list.filter((name) => !name.includes('<none>')));

/** `GET /images/json`. */
export const imageListSchema = z
  .array(
    z.object({
      Id: text,
      RepoTags: names,
      RepoDigests: names,
      Size: amount,
      /** Seconds since the epoch. */
      Created: amount,
      Labels: namedTexts,
    }),
  )
  .max(LONGEST_LIST)
  .transform((images) =>
    images.map((image): ImageEvidence => ({
      id: image.Id,
      tags: image.RepoTags,
      digests: image.RepoDigests,
      sizeBytes: image.Size,
      createdAt: Math.max(0, image.Created) * 1000,
      labels: image.Labels,
    })),
  );

/** Names that the image's author wrote; their values are empty. */
const keys = named(z.unknown()).transform((entries) => entries.map(([name]) => name));

/** `GET /images/{reference}/json`: everything but the history. Engines from 29 on leave out what is empty. */
export const imageSchema = z
  .object({
    Id: imageId,
    RepoTags: names,
    RepoDigests: names,
    Size: amount,
    Created: optionalMoment,
    Author: optionalText,
    Comment: optionalText,
    Architecture: optionalText,
    Os: optionalText,
    RootFS: z.object({ Layers: words }),
    Config: z
      .object({
        Env: environment,
        Cmd: words,
        Entrypoint: words,
        Labels: namedTexts,
        WorkingDir: optionalText,
        User: optionalText,
        ExposedPorts: keys,
        Volumes: keys,
      })
      .nullish(),
  })
  .transform((image): Omit<ImageDetails, 'history'> => ({
    id: image.Id,
    tags: image.RepoTags,
    digests: image.RepoDigests,
    sizeBytes: image.Size,
    createdAt: image.Created,
    labels: image.Config?.Labels ?? {},
    layers: image.RootFS.Layers,
    environment: image.Config?.Env ?? {},
    command: image.Config?.Cmd ?? [],
    entrypoint: image.Config?.Entrypoint ?? [],
    workingDirectory: image.Config?.WorkingDir ?? '',
    user: image.Config?.User ?? '',
    exposedPorts: image.Config?.ExposedPorts ?? [],
    volumes: image.Config?.Volumes ?? [],
    author: image.Author,
    comment: image.Comment,
    architecture: image.Architecture,
    operatingSystem: image.Os,
  }));

/** `GET /images/{id}/history`, which the engine tells from the last instruction to the first. */
export const imageHistorySchema = z
  .array(z.object({ CreatedBy: line.nullish(), Size: amount, Comment: optionalText }))
  .max(LONGEST_LIST)
  .transform((entries) =>
    entries
      .map((entry): HistoryEntry => ({
        createdBy: entry.CreatedBy ?? '',
        sizeBytes: entry.Size,
        comment: entry.Comment,
      }))
      .reverse(),
  );
