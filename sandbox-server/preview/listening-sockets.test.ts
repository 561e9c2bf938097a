import { describe, expect, it } from 'vitest';
import { listeningSockets } from './listening-sockets.ts';

const header = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const rest = '00000000:00000000 00:00000000 00000000     0        0 1234 1 0000000000000000 100 0 0 10 0';
const line = (local: string, state = '0A') => `   0: ${local} 00000000:0000 ${state} ${rest}`;
const longLine = (local: string) => `   0: ${local} 00000000000000000000000000000000:0000 0A ${rest}`;

describe('listening sockets', () => {
  it('are told apart by whether others can reach them', () => {
    const tables = [header, line('00000000:0050'), line('0100007F:1F90'), line('0B00007F:9C41'), line('020011AC:0016')];
    expect(listeningSockets(tables.join('\n'))).toEqual([
      { port: 80, isLoopback: false },
      { port: 8080, isLoopback: true },
      { port: 40_001, isLoopback: true },
      { port: 22, isLoopback: false },
    ]);
  });

  it('are found among those of IPv6', () => {
    const tables = [
      header,
      longLine('00000000000000000000000000000000:0BB8'),
      longLine('00000000000000000000000001000000:0BB9'),
      longLine('0000000000000000FFFF00000100007F:0BBA'),
      longLine('0000000000000000FFFF0000020011AC:0BBB'),
    ];
    expect(listeningSockets(tables.join('\n')).map(({ isLoopback }) => isLoopback)).toEqual([false, true, true, false]);
  });

  it('are not connections that are open or were closed', () => {
    expect(listeningSockets([line('00000000:0050', '01'), line('00000000:0050', '06')].join('\n'))).toEqual([]);
  });

  it.each([
    '',
    'cat: /proc/1/net/tcp: No such file',
    line('00000000:5'),
    line('127.0.0.1:0050'),
    line('0000000:0050'),
    '0A',
  ])('are not read from %j', (text) => {
    expect(listeningSockets(text)).toEqual([]);
  });

  it('are read from no more lines than a kernel would sensibly have', () => {
    expect(listeningSockets(`${line('00000000:0050')}\n`.repeat(50_000)).length).toBeLessThanOrEqual(20_000);
  });
});
