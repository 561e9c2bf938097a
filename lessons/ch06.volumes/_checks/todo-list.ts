/**
 * Reads the to-do list of a container from outside, the way a learner does.
 *
 * Knows nothing about lessons.
 */
import { containersOf } from '#lessons/_checks/containers.ts';
import { notStarted, passed, type Check, type LocalizedText } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence } from '#lessons/_schema/evidence.ts';

/** The first version of the to-do list, by all names it has. */
export const TODO_LIST = ['diamol/ch06-todo-list', 'diamol/ch06-todo-list:v1'] as const;

/** The second version. */
export const TODO_LIST_V2 = 'diamol/ch06-todo-list:v2';

/** Something to do, as the application tells about it. */
export interface TodoItem {
  readonly text: string;
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly addedAt: number;
}

/** All containers of these images, newest first. */
export async function containersOfAny(images: readonly string[], evidence: Evidence): Promise<ContainerEvidence[]> {
  const [all, known] = [await evidence.containers(), await evidence.images()];
  const own = new Set(images.flatMap((image) => containersOf(image, all, known)));
  return all.filter((container) => own.has(container));
}

/** What a running container has on its list; null while it does not answer or publishes no port. */
export async function itemsOf(evidence: Evidence, container: ContainerEvidence): Promise<readonly TodoItem[] | null> {
  const body = await pageOf(evidence, container, '/api/items');
  return body === null ? null : readItems(body);
}

/** A page of a running container; null while it does not answer well or publishes no port. */
export async function pageOf(evidence: Evidence, container: ContainerEvidence, path: string): Promise<string | null> {
  const port = container.ports.find(({ containerPort }) => containerPort === 80)?.publishedPort;
  if (container.status !== 'running' || port === undefined || port === null || port === 0) return null;
  const page = await evidence.page(port, path);
  return page?.status === 200 ? page.body : null;
}

/** Passes when a running container of one of the images has something on its list; otherwise says what to do. */
export function somethingToDo(images: readonly string[], todo: LocalizedText): Check {
  return {
    watches: ['containers', 'images', 'pages'],
    async evaluate(evidence) {
      for (const container of await containersOfAny(images, evidence)) {
        const items = await itemsOf(evidence, container);
        if (items !== null && items.length > 0) return passed();
      }
      return notStarted(todo);
    },
  };
}

/** What an answer of the application to `/api/items` tells; null when the text is no such answer. */
export function readItems(body: string): TodoItem[] | null {
  let read: unknown;
  try {
    read = JSON.parse(body);
  } catch {
    return null;
  }
  if (!Array.isArray(read)) return null;
  return read.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !('item' in entry) || !('added' in entry)) return [];
    return [{ text: String(entry.item), addedAt: Date.parse(String(entry.added)) }];
  });
}
