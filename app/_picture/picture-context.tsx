'use client';
/**
 * What all parts of the picture share. It stays the same while the page lives, so that a change elsewhere on the page makes no
 * part of the picture anew.
 */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { useSentences } from '#app/_lesson/lesson-context.tsx';
import type { ContainerLoad, PictureStore } from './picture-store.ts';

/** Something of which the details can be shown, by what the engine knows it by. */
export interface Thing {
  readonly kind: 'container' | 'image' | 'network' | 'volume' | 'build';
  /** Name of a network or volume, otherwise an id. */
  readonly key: string;
}

/** Says a sentence of the picture. */
export type Say = ReturnType<typeof useSentences<'picture'>>;

interface PictureParts {
  readonly store: PictureStore;
  readonly t: Say;
  /** Shows the details of a thing. */
  readonly open: (thing: Thing) => void;
  /** Shows a published port in the preview. */
  readonly openPort: (port: number) => void;
}

const PictureContext = createContext<PictureParts | null>(null);

export const PictureProvider = PictureContext.Provider;

/** What all parts of the picture share. */
export function usePicture(): PictureParts {
  const parts = useContext(PictureContext);
  if (parts === null) throw new Error('This part of the picture stands outside of it.');
  return parts;
}

/** What a container uses now; undefined when nothing is known. */
export function useLoad(containerId: string): ContainerLoad | undefined {
  const { store } = usePicture();
  return useSyncExternalStore(
    store.subscribeLoads,
    () => store.loadOf(containerId),
    () => undefined,
  );
}
