/**
 * What those who look on are told of what is seen in a running sandbox, message by message.
 *
 * Knows nothing about who looks on.
 */
import type { ServerMessage, WatchedSubject } from '#protocol/messages.ts';
import type { LiveSandboxOptions } from './live-sandbox.ts';

/** What only has to be passed on. */
export type LiveNews = Pick<
  LiveSandboxOptions,
  'onEngine' | 'onUsage' | 'onPorts' | 'onFilesChanged' | 'onPicture' | 'onLoads' | 'onTrouble'
>;

/**
 * Passes news on.
 *
 * @param tell tells everybody who looks on
 * @param tellWatchers tells those of them who watch a subject
 */
export function liveNews(
  tell: (message: ServerMessage) => void,
  tellWatchers: (subject: WatchedSubject, message: ServerMessage) => void,
): LiveNews {
  return {
    onEngine: (state) => tell({ type: 'engine', state }),
    onUsage: (usage) => tell({ type: 'usage', usage }),
    onPorts: (ports) => tell({ type: 'ports', ports: [...ports] }),
    onTrouble: (trouble) => tell({ type: 'trouble', trouble }),
    onFilesChanged: (folders) => tellWatchers('files', { type: 'files-changed', folders: folders && [...folders] }),
    onPicture: (sections) => tellWatchers('picture', { type: 'picture', sections }),
    onLoads: (loads) => tellWatchers('picture', { type: 'loads', loads }),
  };
}
