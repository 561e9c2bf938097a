/**
 * Which part of the picture an event of the engine concerns.
 *
 * Pure. Events were written by a learner's engine: nothing of them is taken for true but that something may have changed.
 */
import type { EngineEvent } from '#lessons/_schema/evidence.ts';
import type { PictureSections } from '#protocol/picture.ts';

/** What is to be read again. */
export interface EventConcern {
  readonly sections: readonly (keyof PictureSections)[];
  /** The one container it is about, by id. */
  readonly container: string | null;
}

/** Events of a container that leave it as it was. Health checks alone make three of them every few seconds. */
const changeNothing: readonly string[] = [
  'attach',
  'copy',
  'detach',
  'archive-path',
  'exec_create',
  'exec_detach',
  'exec_die',
  'exec_start',
  'export',
  'extract-to-dir',
  'resize',
  'top',
];

const nothing: EventConcern = { sections: [], container: null };

/** What an event concerns. */
export function concernOf(event: EngineEvent): EventConcern {
  switch (event.type) {
    case 'container':
      return concernOfContainer(event);
    case 'image':
      return event.action === 'save' || event.action === 'push' ? nothing : { sections: ['images'], container: null };
    case 'network': {
      const container = idOf(event.attributes.container);
      // Who is attached is told by the containers.
      if (event.action === 'connect' || event.action === 'disconnect') {
        return { sections: container === null ? [] : ['containers'], container };
      }
      return { sections: ['networks'], container: null };
    }
    case 'volume':
      return event.action === 'mount' || event.action === 'unmount'
        ? nothing
        : { sections: ['volumes'], container: null };
    default:
      return nothing;
  }
}

function concernOfContainer(event: EngineEvent): EventConcern {
  const container = idOf(event.subject);
  if (container === null || changeNothing.includes(event.action)) return nothing;
  // An image without a name is made without an event of its own.
  if (event.action === 'commit') return { sections: ['images'], container: null };
  return { sections: ['containers'], container };
}

function idOf(subject: string | undefined): string | null {
  return subject !== undefined && /^[0-9a-f]{64}$/.test(subject) ? subject : null;
}
