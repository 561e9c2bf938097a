import { describe, expect, it } from 'vitest';
import { allowedHosts, allowedOrigins, connectionUrl, portsSchema, previewOrigins } from './ports.ts';

describe('the addresses of this machine', () => {
  it('are localhost and 127.0.0.1 with the port, and nothing that merely begins like them', () => {
    expect(allowedHosts(3000)).toEqual(['localhost:3000', '127.0.0.1:3000']);
    expect(allowedOrigins(3000)).toEqual(['http://localhost:3000', 'http://127.0.0.1:3000']);
    expect(allowedHosts(3000)).not.toContain('localhost:3000.example.com');
  });

  it('give the WebSocket the name by which the page was opened', () => {
    expect(connectionUrl('127.0.0.1:3000', 3001)).toBe('ws://127.0.0.1:3001/connection');
    expect(connectionUrl('localhost:3000', 3001)).toBe('ws://localhost:3001/connection');
  });

  it('give previews names of another site', () => {
    expect(previewOrigins(3001)).toBe('http://*.preview.localhost:3001');
  });

  it('have defaults, and a port that is no port is refused', () => {
    expect(portsSchema.parse({})).toEqual({ DRYDOCK_PORT: 3000, DRYDOCK_SANDBOX_PORT: 3001 });
    expect(portsSchema.safeParse({ DRYDOCK_PORT: '70000' }).success).toBe(false);
    expect(portsSchema.safeParse({ DRYDOCK_PORT: 'http' }).success).toBe(false);
  });
});
