/**
 * Which preview a request is for. Only the `Host` header says it, and only when it is exactly a preview's name and the
 * server's own port; nothing else of a request ever decides where it goes.
 *
 * Knows nothing about sessions: whether the one that is named exists is looked up by the caller.
 */
import { parsePreviewHostName, previewHostName } from '#protocol/preview.ts';

/** A port of a session's sandbox. */
export interface PreviewTarget {
  readonly sessionId: string;
  readonly port: number;
}

/** The preview that a `Host` header names, null when it names none. */
export function previewTarget(host: string | undefined, ownPort: number): PreviewTarget | null {
  const suffix = `:${String(ownPort)}`;
  return host?.endsWith(suffix) === true ? parsePreviewHostName(host.slice(0, -suffix.length)) : null;
}

/** The origin under which a preview is shown. */
export function previewOrigin({ port, sessionId }: PreviewTarget, ownPort: number): string {
  return `http://${previewHostName(port, sessionId)}:${String(ownPort)}`;
}
