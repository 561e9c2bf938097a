/** Things of a picture for tests, each as plain as it can be. */
import type {
  PicturedContainer,
  PicturedImage,
  PicturedLayer,
  PicturedNetwork,
  PicturedVolume,
} from '#protocol/picture.ts';

export function container(name: string, over: Partial<PicturedContainer> = {}): PicturedContainer {
  return {
    id: `${name}-id`,
    name,
    image: 'nginx',
    imageId: 'sha256:nginx',
    command: 'nginx',
    state: 'running',
    health: null,
    exitCode: null,
    createdAt: 0,
    ports: [],
    networks: [],
    mounts: [],
    compose: null,
    ...over,
  };
}

export function attached(name: string): PicturedContainer['networks'][number] {
  return { name, address: null, dnsNames: [] };
}

export function network(name: string, over: Partial<PicturedNetwork> = {}): PicturedNetwork {
  return {
    id: `${name}-id`,
    name,
    driver: 'bridge',
    subnet: null,
    internal: false,
    builtIn: false,
    project: null,
    ...over,
  };
}

export function layer(digest: string | null, bytes = 1_000): PicturedLayer {
  return { digest, bytes, instruction: 'RUN true', createdAt: 0 };
}

export function image(id: string, tags: readonly string[], layers: readonly PicturedLayer[] = []): PicturedImage {
  return { id, tags: [...tags], bytes: 0, createdAt: 0, layers: [...layers] };
}

export function volume(name: string, over: Partial<PicturedVolume> = {}): PicturedVolume {
  return { name, driver: 'local', anonymous: false, createdAt: null, project: null, ...over };
}
