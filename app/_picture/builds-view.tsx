'use client';
/**
 * Builds as they run, and for a while after: their steps, which of them came from the cache, and how long each took.
 */
import { memo, useRef } from 'react';
import { Check, CircleDashed, CircleX, Hammer, LoaderCircle, Zap } from 'lucide-react';
import type { PicturedBuild } from '#protocol/picture.ts';
import { useMotion } from './motion.ts';
import { usePicture, type Say } from './picture-context.tsx';
import { EmptySection } from './section-notes.tsx';

const stepLooks = {
  waiting: { Icon: CircleDashed, colour: 'text-ink-soft' },
  running: { Icon: LoaderCircle, colour: 'text-accent' },
  cached: { Icon: Zap, colour: 'text-caution' },
  done: { Icon: Check, colour: 'text-positive' },
  failed: { Icon: CircleX, colour: 'text-danger' },
} as const;

const buildColours = { running: 'text-accent', done: 'text-positive', failed: 'text-danger' } as const;

export const BuildsView = memo(function BuildsView({ builds }: { readonly builds: readonly PicturedBuild[] }) {
  const { t } = usePicture();
  const root = useRef<HTMLDivElement>(null);
  useMotion(root, builds);
  return (
    <div className="relative space-y-3 p-3 @xl:p-4" ref={root}>
      {builds.length === 0 && <EmptySection command="docker image build --tag my-image ." text={t('empty-builds')} />}
      {builds.map((build) => (
        <BuildBox build={build} key={build.id} />
      ))}
    </div>
  );
});

/** "1.2 s"; nothing while it has not ended. */
export function secondsText(t: Say, milliseconds: number | null): string {
  return milliseconds === null ? '' : t('seconds', { seconds: (Math.max(0, milliseconds) / 1000).toFixed(1) });
}

/** Steps of a build that have ended, of how many. */
export function stepsText(t: Say, { steps }: PicturedBuild): string {
  const done = steps.filter(({ state }) => state === 'done' || state === 'cached').length;
  return t('build-steps', { done, total: steps.length });
}

/** How long a build took; null while it runs. */
export function buildMilliseconds({ startedAt, endedAt }: PicturedBuild): number | null {
  return endedAt === null ? null : endedAt - startedAt;
}

const BuildBox = memo(function BuildBox({ build }: { readonly build: PicturedBuild }) {
  const { t, open } = usePicture();
  const ended = build.steps.filter(({ state }) => state !== 'waiting' && state !== 'running').length;
  const share = build.steps.length === 0 ? 0 : ended / build.steps.length;
  return (
    <section
      className="rounded-xl border border-line-strong bg-surface p-3 [contain-intrinsic-size:auto_160px] [content-visibility:auto]"
      data-look={build.state}
      data-moves={build.id}
    >
      <header className="flex flex-wrap items-center gap-x-2">
        <Hammer aria-hidden="true" className="shrink-0 text-ink-soft" size={16} />
        <h3 className="text-[13px] font-semibold">
          <button
            className="min-h-6 max-w-full text-left hover:text-accent pointer-coarse:min-h-11"
            onClick={() => open({ kind: 'build', key: build.id })}
            type="button"
          >
            {t('build')} <bdi className="font-mono font-normal text-ink-soft">{build.id.slice(-12)}</bdi>
          </button>
        </h3>
        <span className={`text-[12px] font-semibold ${buildColours[build.state]}`}>{t(`build-${build.state}`)}</span>
        <span className="ml-auto text-[12px] text-ink-soft tabular-nums">
          {[stepsText(t, build), secondsText(t, buildMilliseconds(build))].filter(Boolean).join(' · ')}
        </span>
      </header>
      <div aria-hidden="true" className="mt-2 h-1 overflow-hidden rounded-full bg-sunken">
        <span
          className={`block h-full origin-left transition-transform duration-300 ${build.state === 'failed' ? 'bg-danger' : 'bg-accent'}`}
          style={{ transform: `scaleX(${share.toFixed(3)})` }}
        />
      </div>
      <ol className="mt-2">
        {build.steps.map((step) => {
          const { Icon, colour } = stepLooks[step.state];
          return (
            <li
              className="flex min-h-7 items-center gap-2 border-b border-line py-0.5 text-[12px] last:border-b-0"
              data-look={step.state}
              data-moves={`${build.id} ${step.id}`}
              key={step.id}
            >
              <Icon
                aria-hidden="true"
                className={`shrink-0 ${colour} ${step.state === 'running' ? 'animate-spin' : ''}`}
                size={16}
              />
              <code
                className={`min-w-0 grow font-mono break-words ${step.state === 'waiting' ? 'text-ink-soft' : ''}`}
                dir="auto"
              >
                {step.name}
              </code>
              <span className={`shrink-0 font-medium ${colour}`}>{t(`step-${step.state}`)}</span>
              <span className="w-14 shrink-0 text-right text-ink-soft tabular-nums">
                {secondsText(t, step.milliseconds)}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
});
