/**
 * The live picture of a sandbox's engine: what there is and how it hangs together. Sent section by section, each as a whole
 * when something in it has changed.
 *
 * All names, tags, labels and instructions were written by a learner's engine and are hostile text.
 */
import { z } from 'zod';

/** More of a kind are only counted. */
export const MOST_PICTURED = 500;

const text = z.string().max(300);
/** Milliseconds since the epoch, by the sandbox's clock. */
const time = z.number();

/** A container. */
export const picturedContainerSchema = z.strictObject({
  id: text,
  name: text,
  /** As the learner wrote it. */
  image: text,
  imageId: text,
  command: text,
  state: z.enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']),
  health: z.enum(['starting', 'healthy', 'unhealthy']).nullable(),
  exitCode: z.int().nullable(),
  createdAt: time,
  ports: z.array(
    z.strictObject({
      containerPort: z.int(),
      protocol: text,
      /** null when it is only exposed. */
      port: z.int().nullable(),
      address: text.nullable(),
    }),
  ),
  networks: z.array(
    z.strictObject({
      name: text,
      address: text.nullable(),
      /** Names by which containers of the same network find it. */
      dnsNames: z.array(text),
    }),
  ),
  mounts: z.array(
    z.strictObject({
      kind: z.enum(['volume', 'bind', 'tmpfs', 'other']),
      /** Name of the volume or path in the sandbox. */
      source: text,
      /** Path in the container. */
      target: text,
      readOnly: z.boolean(),
    }),
  ),
  /** Compose project and service by the labels, null outside of a project. */
  compose: z.strictObject({ project: text, service: text }).nullable(),
});

/** A container. */
export type PicturedContainer = z.infer<typeof picturedContainerSchema>;

/** A layer of an image, oldest first; instructions that change no file have no layer of their own and `bytes` 0. */
export const picturedLayerSchema = z.strictObject({
  /** Digest of the unpacked layer; null for an instruction that changed no file. Equal digests are shared. */
  digest: text.nullable(),
  bytes: z.number(),
  /** The instruction that made it, as in a Dockerfile; hostile text. */
  instruction: z.string().max(1_000),
  createdAt: time,
});

/** A layer of an image. */
export type PicturedLayer = z.infer<typeof picturedLayerSchema>;

/** An image. */
export const picturedImageSchema = z.strictObject({
  id: text,
  /** "name:tag", none for a dangling image. */
  tags: z.array(text),
  bytes: z.number(),
  createdAt: time,
  layers: z.array(picturedLayerSchema).max(200),
});

/** An image. */
export type PicturedImage = z.infer<typeof picturedImageSchema>;

/** A network. */
export const picturedNetworkSchema = z.strictObject({
  id: text,
  name: text,
  driver: text,
  subnet: text.nullable(),
  internal: z.boolean(),
  /** One of the three that every engine has. */
  builtIn: z.boolean(),
  project: text.nullable(),
});

/** A network. */
export type PicturedNetwork = z.infer<typeof picturedNetworkSchema>;

/** A volume. */
export const picturedVolumeSchema = z.strictObject({
  name: text,
  driver: text,
  /** Whether the engine made up its name. */
  anonymous: z.boolean(),
  createdAt: time.nullable(),
  project: text.nullable(),
});

/** A volume. */
export type PicturedVolume = z.infer<typeof picturedVolumeSchema>;

/** A build as it runs, and for a while after. */
export const picturedBuildSchema = z.strictObject({
  id: text,
  state: z.enum(['running', 'done', 'failed']),
  startedAt: time,
  endedAt: time.nullable(),
  /** In the order in which they were begun; those not begun come last. */
  steps: z
    .array(
      z.strictObject({
        id: text,
        /** "[build 2/5] RUN npm install"; hostile text. */
        name: z.string().max(1_000),
        state: z.enum(['waiting', 'running', 'cached', 'done', 'failed']),
        /** Milliseconds, null while it has not ended. */
        milliseconds: z.number().nullable(),
      }),
    )
    .max(300),
});

/** A build. */
export type PicturedBuild = z.infer<typeof picturedBuildSchema>;

/** Sections that have changed; a section that is missing is as it was. */
export const pictureSectionsSchema = z.strictObject({
  containers: z.array(picturedContainerSchema).max(MOST_PICTURED).optional(),
  images: z.array(picturedImageSchema).max(MOST_PICTURED).optional(),
  networks: z.array(picturedNetworkSchema).max(MOST_PICTURED).optional(),
  volumes: z.array(picturedVolumeSchema).max(MOST_PICTURED).optional(),
  builds: z.array(picturedBuildSchema).max(20).optional(),
});

/** Sections that have changed. */
export type PictureSections = z.infer<typeof pictureSectionsSchema>;

/** What running containers use now, by container id. */
export const containerLoadsSchema = z.record(
  text,
  z.strictObject({
    /** Share of one CPU; 1.5 is one and a half. */
    cpus: z.number().min(0),
    memoryBytes: z.number().min(0),
    memoryLimitBytes: z.number().min(0),
  }),
);

/** What running containers use now, by container id. */
export type ContainerLoads = z.infer<typeof containerLoadsSchema>;
