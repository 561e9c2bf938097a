/**
 * What every driver must let out and hold back where the operator allows sandboxes the internet, as tests; see conformance.ts
 * for the rest of the contract.
 *
 * Knows nothing about any driver's means.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openInternetHost, type InternetHost } from '../testing/internet-host.ts';
import { runShell } from '../testing/shell.ts';
import { twoSandboxes } from './conformance.ts';
import type { SandboxDriver } from './driver.ts';

/** Exit codes of curl. */
const REFUSED = 7;
const TIMED_OUT = 28;

/** Exit code of timeout. */
const STOPPED = 124;

/** Declares the tests for one driver with the internet. */
export function describeWayOut(name: string, makeDriver: () => SandboxDriver): void {
  describe(`the ${name} driver's way to the internet`, () => {
    const { neighbour, sh, driver } = twoSandboxes(makeDriver);
    let host: InternetHost;
    beforeAll(async () => {
      host = await openInternetHost();
    });
    afterAll(async () => host[Symbol.asyncDispose]());
    const connect = (port: number) => `curl --silent --max-time 3 http://${host.address}:${String(port)}/`;

    it('is limited in everything that this host can limit', async () => {
      const { unenforced } = await driver().probe();
      expect(unenforced.map(({ limit }) => limit)).not.toContain('connectionRate');
    });

    it('leads to other machines, but not to where they take mail', async () => {
      // Nothing listens there, and that is what comes back.
      expect((await sh(connect(80))).exitCode).toBe(REFUSED);
      expect((await sh(connect(25))).exitCode).toBe(TIMED_OUT);
    });

    it('slows down a scan, and only who scans', async () => {
      const before = await host.arrivals();
      // 300 at once and 50 a second pass; unhindered, this ends within a second.
      const scan = `for port in {1000..1699}; do echo >/dev/tcp/${host.address}/$port; done`;
      expect((await sh(`timeout 4 bash -c '${scan}' 2>/dev/null`)).exitCode).toBe(STOPPED);
      const passed = (await host.arrivals()).tcpSegments - before.tcpSegments;
      expect(passed).toBeGreaterThanOrEqual(250);
      expect((await runShell(driver(), neighbour, connect(80))).exitCode).toBe(REFUSED);
    });

    it('slows down what is carried in questions for names, over one connection, too', async () => {
      const before = await host.arrivals();
      const ask = `exec 3>/dev/udp/${host.address}/53; for n in {1..2000}; do echo question >&3; done`;
      // Not from the sandbox that has just scanned: it may begin little for a while.
      expect((await runShell(driver(), neighbour, `bash -c '${ask}'`)).exitCode).toBe(0);
      const passed = (await host.arrivals()).datagrams - before.datagrams;
      expect(passed).toBeGreaterThanOrEqual(100);
      expect(passed).toBeLessThan(1000);
    });
  });
}
