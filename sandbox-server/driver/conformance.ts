/**
 * What every driver must do, as tests: the contract of driver.ts, and the fence around a sandbox.
 *
 * Knows nothing about any driver's means.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import os from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallLimits } from '../testing/installation.ts';
import { runShell } from '../testing/shell.ts';
import { SandboxNotRunning, type SandboxDriver } from './driver.ts';

const newId = () => randomBytes(16).toString('hex');

/** Two sandboxes of different learners for the tests around the call. The driver is there once the tests run. */
export function twoSandboxes(makeDriver: () => SandboxDriver) {
  const [id, neighbour] = [newId(), newId()];
  let made: SandboxDriver | undefined;
  const driver = () => {
    if (!made) throw new Error('the driver is made before the first test');
    return made;
  };
  beforeAll(async () => {
    made = makeDriver();
    await made.probe();
    await Promise.all([made.create({ id, limits: smallLimits }), made.create({ id: neighbour, limits: smallLimits })]);
  });
  afterAll(async () => {
    await Promise.all([driver().destroy(id), driver().destroy(neighbour)]);
    await driver().close();
  });
  const sh = async (script: string, user: 'root' | 'learner' = 'learner') => runShell(driver(), id, script, user);
  return { id, neighbour, driver, sh };
}

/** Declares the tests for one driver. `makeDriver` may be called several times for the same installation. */
export function describeSandboxDriver(name: string, makeDriver: () => SandboxDriver): void {
  describe(`the ${name} driver`, () => {
    const { id, neighbour, sh, driver } = twoSandboxes(makeDriver);

    describe('keeps the contract', () => {
      it('answers create with an engine that answers', async () => {
        expect((await sh('docker version --format "{{.Server.Version}}"')).output).toMatch(/^(2[6-9]|[3-9]\d)\./);
      });

      it('does nothing when a running sandbox is created again', async () => {
        await sh('touch /tmp/still-here');
        await Promise.all([1, 2].map(async () => driver().create({ id, limits: smallLimits })));
        expect((await sh('ls /tmp/still-here')).exitCode).toBe(0);
      });

      it('finds its sandboxes and their disks from another process', async () => {
        const other = makeDriver();
        const found = (await other.list()).find((sandbox) => sandbox.id === id);
        expect(found?.startedAt).toBeGreaterThan(Date.now() - 600_000);
        expect((await other.disks()).filter((disk) => disk === id)).toHaveLength(1);
        await other.close();
      });

      it('tells output, standard input and exit code of a process', async () => {
        const process = await driver().exec(id, { command: ['/bin/sh', '-c', 'cat; exit 7'], user: 'learner' });
        process.stream.end('hello');
        let output = '';
        for await (const chunk of process.stream) output += String(chunk);
        expect(output).toBe('hello');
        expect(await process.exited).toBe(7);
      });

      it('gives a process a terminal of the size asked for', async () => {
        const terminal = { columns: 91, rows: 17 };
        const process = await driver().exec(id, {
          command: ['/bin/sh', '-c', 'read _; stty size'],
          user: 'learner',
          terminal,
        });
        process.stream.write('\r');
        let output = '';
        for await (const chunk of process.stream) output += String(chunk);
        expect(output).toContain('17 91');
      });

      it('dials the engine inside', async () => {
        const connection = await driver().dial(id, { kind: 'engine' });
        connection.write('GET /_ping HTTP/1.0\r\n\r\n');
        let answer = '';
        for await (const chunk of connection) answer += String(chunk);
        expect(answer).toMatch(/^HTTP\/1\.[01] 200 OK/);
      });

      it('dials a port inside, both ways, and ends when nobody listens there', async () => {
        const listen =
          'socat TCP-LISTEN:7070,bind=127.0.0.1,reuseaddr SYSTEM:"read line; echo you said \\$line" 2>/dev/null &';
        await sh(`${listen} until grep -q ":1B9E 00000000:0000 0A" /proc/net/tcp; do sleep 0.05; done`);
        const connection = await driver().dial(id, { kind: 'tcp', port: 7070 });
        connection.write('hello\n');
        let answer = '';
        for await (const chunk of connection) answer += String(chunk);
        expect(answer).toBe('you said hello\n');

        const silence = await driver().dial(id, { kind: 'tcp', port: 7071 });
        const heard: unknown[] = [];
        for await (const chunk of silence) heard.push(chunk);
        expect(heard).toEqual([]);
      });

      it('keeps the disk over a stop and loses it with destroy', async () => {
        const mine = newId();
        await driver().create({ id: mine, limits: smallLimits });
        await runShell(driver(), mine, 'echo work > ~/file; sudo touch /etc/mine; docker volume create kept');
        const ended = driver().waitForEnd(mine);
        await driver().stop(mine);
        await ended;
        expect((await driver().list()).map((sandbox) => sandbox.id)).not.toContain(mine);
        expect(await driver().disks()).toContain(mine);
        await driver().create({ id: mine, limits: smallLimits });
        const kept = await runShell(driver(), mine, 'cat ~/file; ls /etc/mine; docker volume ls --quiet');
        expect(kept.output).toBe('work\n/etc/mine\nkept\n');
        await driver().destroy(mine);
        await driver().create({ id: mine, limits: smallLimits });
        expect((await runShell(driver(), mine, 'ls ~/file')).exitCode).not.toBe(0);
        // Processes that are paused cannot be ended on every host.
        const pause = 'docker run --detach --name held diamol/base sleep 1000 && docker pause held';
        expect((await runShell(driver(), mine, pause)).exitCode).toBe(0);
        await driver().destroy(mine);
        expect(await driver().disks()).not.toContain(mine);
      });

      it('copies the disks of new sandboxes from a golden one that is made once', async () => {
        const limits = { ...smallLimits, diskBytes: smallLimits.diskBytes + 1024 ** 2 };
        const before = await driver().disks();
        const running = (await driver().list()).length;
        let isWarm = false;
        const warming = driver()
          .warm(limits)
          .finally(() => (isWarm = true));
        // Whoever looks meanwhile does not see it.
        while (!isWarm) expect(await driver().list()).toHaveLength(running);
        await warming;
        await driver().warm(limits);
        expect(await driver().disks()).toEqual(before);
        const copies = [newId(), newId()];
        await Promise.all(copies.map(async (copy) => driver().create({ id: copy, limits })));
        const marks = await Promise.all(
          copies.map(async (copy) =>
            runShell(
              driver(),
              copy,
              'cat /disk/current/root/var/lib/docker/engine-id; docker info --format "{{.ID}}"; ls ~',
              'root',
            ),
          ),
        );
        expect(new Set(marks.map(({ output }) => output)).size).toBe(2);
        await Promise.all(copies.map(async (copy) => driver().destroy(copy)));
      });

      it('starts a sandbox again, whatever programs its learner has put before those it is asked with', async () => {
        const programs = '/usr/local/bin/curl /usr/local/bin/seq';
        const put = `printf '#!/bin/sh\nexec tail -f /dev/null\n' | tee ${programs} && chmod +x ${programs}`;
        expect((await sh(put, 'root')).exitCode).toBe(0);
        await driver().stop(id);
        await driver().create({ id, limits: smallLimits });
        expect((await sh(`rm ${programs} && docker version`, 'root')).exitCode).toBe(0);
      });

      it('takes stop and destroy of what is not there for done, and refuses exec', async () => {
        const unknown = newId();
        await driver().stop(unknown);
        await driver().destroy(unknown);
        await expect(driver().exec(unknown, { command: ['true'], user: 'root' })).rejects.toThrow(SandboxNotRunning);
        await expect(driver().usage(unknown)).rejects.toThrow(SandboxNotRunning);
      });

      it('starts the engine again when it is killed inside', async () => {
        await sh('pkill -9 -x dockerd', 'root');
        const up = await sh('for i in $(seq 100); do sleep 0.1; docker info >/dev/null 2>&1 && exit 0; done; exit 1');
        expect(up.exitCode).toBe(0);
      });
    });

    describe('holds resources', () => {
      it('limits the disk for everything a learner writes', async () => {
        const filled = await sh(
          'fallocate --length 3G /tmp/big; fallocate --length 3G ~/big; docker volume ls >/dev/null',
        );
        expect(filled.output).toContain('No space left on device');
        await sh('rm -f /tmp/big ~/big');
        expect((await sh('touch /usr/bin/x', 'root')).output).toContain('Read-only file system');
      });

      it('limits processes, and recovers when they end', async () => {
        const bomb = await sh('n=0; while [ $n -lt 1000 ]; do sleep 4 & n=$((n+1)); done');
        expect(bomb.output).toMatch(/Cannot fork|Resource temporarily unavailable/);
        await expect
          .poll(async () => (await driver().usage(id)).pids, { timeout: 15_000 })
          .toBeLessThan(smallLimits.pids / 2);
        expect((await sh('true')).exitCode).toBe(0);
      });

      it('limits memory', async () => {
        const result = await sh(
          'head --bytes 3G /dev/zero | tail | wc -c; docker info >/dev/null && echo engine-alive',
        );
        expect(result.output).toMatch(/^0\n|Killed/);
        expect((await driver().usage(id)).memoryBytes).toBeLessThan(smallLimits.memoryBytes);
      });

      it('tells what a sandbox uses', async () => {
        const usage = await driver().usage(neighbour);
        expect(usage.memoryBytes).toBeGreaterThan(10 * 1024 ** 2);
        expect(usage.memoryBytes).toBeLessThan(300 * 1024 ** 2);
        expect(usage.pids).toBeGreaterThan(5);
      });

      it('lets docker stats inside show true figures', async () => {
        const image = 'diamol/ch02-hello-diamol-web';
        await sh(`docker run --detach --name busy --memory 64m ${image} sh -c 'while :; do :; done'`);
        const stats = await sh('docker stats --no-stream --format "{{.CPUPerc}} {{.MemUsage}} {{.PIDs}}" busy');
        await sh('docker rm --force busy');
        const [, cpu, memory] = /^([\d.]+)% ([\d.]+)[KM]iB \/ 64MiB 1$/m.exec(stats.output) ?? [];
        expect(Number(cpu), stats.output).toBeGreaterThan(10);
        expect(Number(memory)).toBeGreaterThan(0);
      });
    });
  });
  describeFence(name, makeDriver);
}

/** Declares the tests of what a sandbox cannot reach. */
export function describeFence(name: string, makeDriver: () => SandboxDriver): void {
  describe(`the ${name} driver cuts a sandbox off`, () => {
    const { neighbour, sh, driver } = twoSandboxes(makeDriver);

    it('from services of the host', async () => {
      const server = createServer((_request, response) => response.end('host service'));
      await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      const addresses = Object.values(os.networkInterfaces())
        .flat()
        .flatMap((entry) => (entry?.family === 'IPv4' && !entry.internal ? [entry.address] : []));
      expect(addresses.length).toBeGreaterThan(0);
      for (const target of addresses) {
        // The service does answer at this address, only not to a sandbox.
        expect(await (await fetch(`http://${target}:${String(port)}/`)).text()).toBe('host service');
        const reached = await sh(`curl --silent --max-time 2 http://${target}:${String(port)}/`);
        expect(reached.output, target).toBe('');
      }
      server.close();
    });

    it('from the link-local address where clouds keep credentials', async () => {
      expect((await sh('curl --silent --max-time 2 http://169.254.169.254/')).exitCode).not.toBe(0);
    });

    it('from other sandboxes', async () => {
      const listen = 'nohup socat TCP-LISTEN:7777,fork,reuseaddr SYSTEM:"echo secret" >/dev/null 2>&1 &';
      await runShell(driver(), neighbour, listen);
      const here = await runShell(
        driver(),
        neighbour,
        'for n in $(seq 50); do curl --silent --http0.9 127.0.0.1:7777 && break; sleep 0.1; done',
      );
      expect(here.output).toContain('secret');
      const { output } = await runShell(driver(), neighbour, 'hostname --all-ip-addresses');
      const addresses = output.trim().split(' ');
      expect(addresses.length).toBeGreaterThan(0);
      for (const target of addresses) {
        const reached = await sh(`curl --silent --http0.9 --max-time 2 ${target}:7777`);
        expect(reached.output, target).toBe('');
      }
    });

    it('from the disks of the host', async () => {
      const devices =
        'for d in $(awk "NR>2{print \\$4}" /proc/partitions); do mknod /tmp/$d b $(awk -v d=$d "\\$4==d{print \\$1, \\$2}" /proc/partitions) 2>/dev/null; head -c 1 /tmp/$d >/dev/null 2>&1 && echo "read $d"; mount /tmp/$d /mnt 2>/dev/null && echo "mounted $d"; done; true';
      const result = await sh(devices, 'root');
      expect(result.output).toBe('');
    });

    it('from the engine of the host', async () => {
      const sockets = await sh(
        'find / -xdev -type s -name "docker*.sock" 2>/dev/null; docker info --format "{{.Name}}"',
      );
      expect(sockets.output.trim().split('\n').at(-1)).not.toBe(os.hostname());
    });

    it('but not from the course registry, which it cannot write to', async () => {
      const pulled = await sh('docker pull --quiet diamol/ch02-hello-diamol');
      expect(pulled.output).toContain('diamol/ch02-hello-diamol');
      const registry = 'http://127.0.0.1:65000/v2/diamol/base';
      const upload = await sh(`curl --silent --write-out "%{http_code}" --request POST ${registry}/blobs/uploads/`);
      expect(upload.output).toMatch(/405$/);
      const removal = await sh(
        `curl --silent --write-out "%{http_code}" --request DELETE ${registry}/manifests/latest`,
      );
      expect(removal.output).toMatch(/405$|404$|400$/);
      expect((await sh('docker pull --quiet diamol/base')).exitCode).toBe(0);
    });
  });
}
