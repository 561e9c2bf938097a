'use client';
/**
 * The bar above the picture: which part of it is shown, and whether drawn or as a table.
 */
import { useRef } from 'react';
import { Database, Hammer, Layers, Network, Shapes, Table2 } from 'lucide-react';
import { usePicture } from './picture-context.tsx';
import { forms, sections, type PictureView } from './remembered-view.ts';

interface Properties {
  readonly view: PictureView;
  readonly onView: (view: PictureView) => void;
  /** How many there are in each part; null while nothing is known. */
  readonly counts: Readonly<Record<PictureView['section'], number>> | null;
  /** Ids of the tabs and of what they show begin with it. */
  readonly id: string;
}

const sectionIcons = { containers: Network, images: Layers, volumes: Database, builds: Hammer } as const;
const formIcons = { picture: Shapes, table: Table2 } as const;

export function SectionTabs({ view, onView, counts, id }: Properties) {
  const { t } = usePicture();
  const tabs = useRef<HTMLDivElement>(null);
  const move = (step: number) => {
    const next = sections[(sections.indexOf(view.section) + step + sections.length) % sections.length];
    if (next === undefined) return;
    onView({ ...view, section: next });
    tabs.current?.querySelector<HTMLElement>(`[data-section="${next}"]`)?.focus();
  };
  return (
    <div className="flex shrink-0 flex-wrap items-center justify-between gap-x-2 border-b border-line bg-surface px-2">
      <div
        aria-label={t('sections')}
        className="-mb-px flex min-w-0 flex-wrap"
        onKeyDown={({ key }) => {
          if (key === 'ArrowRight') move(1);
          if (key === 'ArrowLeft') move(-1);
        }}
        ref={tabs}
        role="tablist"
      >
        {sections.map((section) => {
          const Icon = sectionIcons[section];
          const isShown = section === view.section;
          return (
            <button
              aria-controls={`${id}-panel`}
              aria-selected={isShown}
              className={`inline-flex min-h-10 items-center gap-1.5 border-b-2 px-1.5 text-[13px] font-medium -outline-offset-2 transition-colors pointer-coarse:min-h-11 @md:px-2.5 ${isShown ? 'border-accent text-ink' : 'border-transparent text-ink-soft hover:text-ink'}`}
              data-section={section}
              id={`${id}-${section}`}
              key={section}
              onClick={() => onView({ ...view, section })}
              role="tab"
              tabIndex={isShown ? 0 : -1}
              type="button"
            >
              <Icon aria-hidden="true" className="hidden @lg:block" size={16} />
              <span>
                {t(`section-${section}`)}
                {section === 'containers' && <span className="hidden @3xl:inline"> {t('and-networks')}</span>}
              </span>
              <span className="hidden min-w-4 rounded-full bg-sunken px-1 text-center text-[12px] text-ink-soft tabular-nums @sm:block">
                {counts?.[section] ?? '–'}
              </span>
            </button>
          );
        })}
      </div>
      <div aria-label={t('form')} className="ml-auto flex gap-1 py-1" role="group">
        {forms.map((form) => {
          const Icon = formIcons[form];
          return (
            <button
              aria-pressed={form === view.form}
              className="control pointer-coarse:min-h-11 aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
              key={form}
              onClick={() => onView({ ...view, form })}
              type="button"
            >
              <Icon aria-hidden="true" size={16} />
              <span className="sr-only @md:not-sr-only">{t(`form-${form}`)}</span>
            </button>
          );
        })}
      </div>
    </div>
  );
}
