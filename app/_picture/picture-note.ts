/**
 * What keeps the picture from being live, decided from the connection.
 *
 * Knows nothing about wording or React.
 */
import type { ConnectionState } from '#app/_terminal/connection-state.ts';

/** What keeps the picture from being live: the key of its sentence. null while nothing does. */
export function pictureNote({
  link,
  session,
  engine,
}: Pick<ConnectionState, 'link' | 'session' | 'engine'>):
  'note-starting' | 'note-offline' | 'note-stopped' | 'note-engine-down' | null {
  if (session.phase === 'stopped' || session.phase === 'failed') return 'note-stopped';
  if (link === 'reconnecting') return 'note-offline';
  if (link === 'closed') return 'note-stopped';
  if (link === 'connecting' || session.phase !== 'ready') return 'note-starting';
  return engine === 'down' ? 'note-engine-down' : null;
}
