import { describe, expect, it } from 'vitest';
import type { PublishedPort } from '#protocol/preview.ts';
import { containerPortsSchema, type ContainerPorts } from '../engine/engine-answers.ts';
import { PortWatch, publishedPorts } from './published-ports.ts';

const web = (port: number, name = 'web'): ContainerPorts => ({
  name,
  ports: [{ address: '0.0.0.0', containerPort: 80, publishedPort: port, protocol: 'tcp' }],
});

describe('published ports', () => {
  it('are read from what the engine says about running containers, each once and in order', () => {
    const said = containerPortsSchema.parse([
      {
        Names: ['/web'],
        Ports: [
          { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
          { IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
          { PrivatePort: 443, Type: 'tcp' },
        ],
      },
      { Names: ['/api'], Ports: [{ IP: '127.0.0.1', PrivatePort: 3000, PublicPort: 80, Type: 'tcp' }] },
    ]);
    expect(publishedPorts(said)).toEqual([
      { port: 80, container: 'api', containerPort: 3000 },
      { port: 8080, container: 'web', containerPort: 80 },
    ]);
  });

  it('are not those of UDP, nor those of an address that a preview does not dial', () => {
    const port = { containerPort: 53, publishedPort: 5300, address: '0.0.0.0', protocol: 'udp' };
    expect(publishedPorts([{ name: 'dns', ports: [port] }])).toEqual([]);
    expect(publishedPorts([{ name: 'dns', ports: [{ ...port, protocol: 'tcp', address: '10.0.0.7' }] }])).toEqual([]);
  });

  it('are a hundred at most, and names are cut', () => {
    const many = Array.from({ length: 300 }, (_, index) => web(1000 + index, 'n'.repeat(1000)));
    const ports = publishedPorts(many);
    expect(ports).toHaveLength(100);
    expect(ports[0]?.container).toHaveLength(300);
  });

  it.each([0, -1, 65_536, 1.5, '80@127.0.0.1', null])('refuses an engine that says %s is a port', (PublicPort) => {
    const said = [{ Names: ['/x'], Ports: [{ PrivatePort: 80, PublicPort, Type: 'tcp' }] }];
    expect(containerPortsSchema.safeParse(said).success).toBe(false);
  });
});

describe('the watch over published ports', () => {
  /** An engine whose answers the test gives. */
  function askedEngine() {
    const questions: ((answer: readonly ContainerPorts[] | Error) => void)[] = [];
    return {
      questions,
      containerPorts: async () =>
        new Promise<readonly ContainerPorts[]>((resolve, reject) => {
          questions.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)));
        }),
    };
  }
  const settled = async () => new Promise((resolve) => setImmediate(resolve));

  it('reads once more, and only once, when containers change while it reads', async () => {
    const engine = askedEngine();
    const told: (readonly PublishedPort[])[] = [];
    const watch = new PortWatch(engine, (ports) => told.push(ports));
    watch.refresh();
    watch.refresh();
    watch.refresh();
    engine.questions[0]?.([]);
    await settled();
    expect(engine.questions).toHaveLength(2);
    engine.questions[1]?.([web(8080)]);
    await settled();
    expect(engine.questions).toHaveLength(2);
    expect(told).toEqual([[{ port: 8080, container: 'web', containerPort: 80 }]]);
    expect(watch.ports).toEqual(told[0]);
  });

  it('tells nothing when nothing has changed, or when the engine does not answer', async () => {
    const engine = askedEngine();
    const told: unknown[] = [];
    const watch = new PortWatch(engine, (ports) => told.push(ports));
    for (const answer of [[web(8080)], [web(8080)], new Error('down'), []]) {
      watch.refresh();
      engine.questions.at(-1)?.(answer);
      await settled();
    }
    expect(told).toEqual([[{ port: 8080, container: 'web', containerPort: 80 }], []]);
  });

  it('tells nothing after it was closed', async () => {
    const engine = askedEngine();
    const told: unknown[] = [];
    const watch = new PortWatch(engine, (ports) => told.push(ports));
    watch.refresh();
    watch.close();
    engine.questions[0]?.([web(8080)]);
    await settled();
    watch.refresh();
    expect(told).toEqual([]);
    expect(engine.questions).toHaveLength(1);
  });
});
