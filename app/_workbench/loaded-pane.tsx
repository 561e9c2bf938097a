'use client';
/**
 * Loads the code of a pane and shows it. When it cannot be loaded, or the pane breaks, only the pane says so: the lesson
 * and the terminals go on.
 *
 * Knows nothing about what the pane shows.
 */
import { Component, useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { useSentences } from '#app/_lesson/lesson-context.tsx';

type Loading =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed' }
  | { readonly Pane: ComponentType; readonly phase: 'there' };

export function LoadedPane({ load }: { readonly load: () => Promise<ComponentType> }) {
  const [attempt, setAttempt] = useState(1);
  const [state, setState] = useState<Loading>({ phase: 'loading' });

  useEffect(() => {
    let isLeft = false;
    setState({ phase: 'loading' });
    load().then(
      (Pane) => {
        if (!isLeft) setState({ phase: 'there', Pane });
      },
      (error: unknown) => {
        console.error('The code of a pane could not be loaded.', error);
        if (!isLeft) setState({ phase: 'failed' });
      },
    );
    return () => {
      isLeft = true;
    };
  }, [load, attempt]);

  const again = () => setAttempt((before) => before + 1);
  switch (state.phase) {
    case 'loading':
      return <PaneLoading />;
    case 'failed':
      return <PaneTrouble kind="not-loaded" onAgain={again} />;
    case 'there':
      return (
        <PaneBoundary key={attempt} trouble={<PaneTrouble kind="broken" onAgain={again} />}>
          <state.Pane />
        </PaneBoundary>
      );
  }
}

/** Takes the room that the pane is going to take. Says so only when it lasts. */
function PaneLoading() {
  const t = useSentences('workbench');
  return (
    <div className="flex h-full items-center justify-center p-6" role="status">
      <p className="appears-late text-[14px] text-ink-soft">{t('loading')}</p>
    </div>
  );
}

function PaneTrouble({ kind, onAgain }: { readonly kind: 'not-loaded' | 'broken'; readonly onAgain: () => void }) {
  const t = useSentences('workbench');
  return (
    <div className="flex h-full items-center justify-center overflow-y-auto p-6" role="alert">
      <div className="max-w-md">
        <p className="font-semibold">{t(`${kind}-title`)}</p>
        <p className="mt-2 mb-4 text-[14.5px] leading-relaxed text-ink-soft">{t(`${kind}-text`)}</p>
        <button className="secondary" onClick={onAgain} type="button">
          {t('again')}
        </button>
      </div>
    </div>
  );
}

interface BoundaryProperties {
  readonly trouble: ReactNode;
  readonly children: ReactNode;
}

/** React has no other way than a class to keep a part that breaks from taking the page with it. */
class PaneBoundary extends Component<BoundaryProperties, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? this.props.trouble : this.props.children;
  }
}
