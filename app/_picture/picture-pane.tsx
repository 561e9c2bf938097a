'use client';
/**
 * The live picture of the sandbox's engine: containers in their networks, images as layers, volumes, builds. Fills whatever it
 * stands in and scrolls inside.
 *
 * Watches the engine as long as it is on the page. Knows nothing about where it stands.
 */
import { useCallback, useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { CircleAlert, WifiOff } from 'lucide-react';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import { BuildsView } from './builds-view.tsx';
import { ChangeLog } from './change-log.tsx';
import { ContainersView } from './containers-view.tsx';
import { Details } from './details.tsx';
import { ImagesView } from './images-view.tsx';
import { PictureProvider, type Thing } from './picture-context.tsx';
import { pictureNote } from './picture-note.ts';
import { PictureStore, type Picture } from './picture-store.ts';
import { useRememberedView, type PictureView } from './remembered-view.ts';
import { SectionTabs } from './section-tabs.tsx';
import { Tables } from './tables.tsx';
import { VolumesView } from './volumes-view.tsx';

const nothing = () => null;

export function PicturePane() {
  const { feed, requests, connection } = useLesson();
  const t = useSentences('picture');
  const [store] = useState(() => new PictureStore());
  const [view, setView] = useRememberedView();
  const [thing, setThing] = useState<Thing | null>(null);
  const opener = useRef<Element | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  const id = useId();
  const picture = useSyncExternalStore(store.subscribe, store.picture, nothing);

  useEffect(() => {
    const stops = [
      feed.on('picture', ({ sections }) => store.take(sections)),
      feed.on('loads', ({ loads }) => store.takeLoads(loads)),
      feed.watch('picture'),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [feed, store]);

  // The details take room away from what they are about.
  useEffect(() => {
    if (thing !== null) opener.current?.closest('[data-moves]')?.scrollIntoView({ block: 'nearest' });
  }, [thing]);

  const open = useCallback((next: Thing) => {
    opener.current = document.activeElement;
    setThing(next);
  }, []);
  const openPort = useCallback(
    (port: number) => {
      requests.panes.ask('preview');
      requests.ports.ask(port);
    },
    [requests],
  );
  const close = useCallback(() => {
    setThing(null);
    const back = opener.current;
    if (back instanceof HTMLElement && back.isConnected) back.focus();
    else panel.current?.focus();
  }, []);
  const show = useCallback(
    (next: PictureView) => {
      setThing(null);
      setView(next);
    },
    [setView],
  );
  const parts = useMemo(() => ({ store, t, open, openPort }), [store, t, open, openPort]);
  const counts = useMemo(
    () =>
      picture === null
        ? null
        : {
            containers: picture.containers.length,
            images: picture.images.length,
            volumes: picture.volumes.length,
            builds: picture.builds.length,
          },
    [picture],
  );
  const note = pictureNote(connection);

  return (
    <PictureProvider value={parts}>
      <section
        aria-label={t('name')}
        className="@container relative flex h-full min-h-0 min-w-0 flex-col overflow-hidden bg-surface"
      >
        <SectionTabs counts={counts} id={id} onView={show} view={view} />
        {/* Scrolls by keyboard too. */}
        <div
          aria-busy={picture === null && note === null}
          aria-labelledby={`${id}-${view.section}`}
          className={`min-h-0 grow overflow-x-hidden overflow-y-auto -outline-offset-2 ${picture !== null && note !== null ? 'opacity-85 grayscale' : ''}`}
          id={`${id}-panel`}
          ref={panel}
          role="tabpanel"
          tabIndex={0}
        >
          {picture === null ? <Skeleton text={t('loading')} /> : <Shown picture={picture} view={view} />}
        </div>
        {note !== null && (
          <p
            className="appears-late flex shrink-0 items-start gap-2 border-t border-line-strong bg-surface px-3 py-2 text-[13px]"
            role="status"
          >
            {note === 'note-offline' ? (
              <WifiOff aria-hidden="true" className="mt-0.5 shrink-0 text-caution" size={16} />
            ) : (
              <CircleAlert aria-hidden="true" className="mt-0.5 shrink-0 text-caution" size={16} />
            )}
            {t(note)}
          </p>
        )}
        {picture !== null && thing !== null && <Details onClose={close} picture={picture} thing={thing} />}
        <ChangeLog />
      </section>
    </PictureProvider>
  );
}

function Shown({ picture, view: { section, form } }: { readonly picture: Picture; readonly view: PictureView }) {
  const { containers, images, networks, volumes, builds } = picture;
  if (form === 'table') return <Tables picture={picture} section={section} />;
  switch (section) {
    case 'containers':
      return <ContainersView containers={containers} networks={networks} />;
    case 'images':
      return <ImagesView containers={containers} images={images} />;
    case 'volumes':
      return <VolumesView containers={containers} volumes={volumes} />;
    case 'builds':
      return <BuildsView builds={builds} />;
  }
}

/** About as high as a first lane with its containers. */
function Skeleton({ text }: { readonly text: string }) {
  return (
    <div className="p-3 @xl:p-4">
      <p className="sr-only">{text}</p>
      <div aria-hidden="true" className="animate-pulse rounded-xl border border-line bg-canvas p-3">
        <div className="mb-3 h-4 w-40 rounded bg-sunken" />
        <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,15.5rem),1fr))] gap-4">
          <div className="h-28 rounded-xl bg-sunken" />
          <div className="h-28 rounded-xl bg-sunken" />
        </div>
      </div>
    </div>
  );
}
