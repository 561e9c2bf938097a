'use client';
/**
 * What the sandbox uses and how long it stays, as a button with small meters. It opens to the figures in words and what to do
 * when something runs out.
 */
import { Popover } from '#app/_components/popover.tsx';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import type { SandboxUsageView } from '#protocol/messages.ts';
import { useMinutesLeft } from './minutes-left.ts';
import { formatBytes, fullerDiskShare, level, SHOW_MINUTES_FROM, usedPercent, type Share } from './usage-view.ts';

const meterColours = { fine: 'bg-accent', caution: 'bg-caution', danger: 'bg-danger' } as const;
const textColours = { fine: 'text-ink-soft', caution: 'text-caution', danger: 'text-danger' } as const;

export function SessionBar() {
  const t = useSentences('session');
  const { connection } = useLesson();
  const minutes = useMinutesLeft();
  if (connection.session.phase !== 'ready') return null;
  const { usage } = connection;
  const meters = usage === null ? [] : metersOf(usage);
  const label = [
    t('bar'),
    ...meters.map(({ name, share }) => `${t(name)} ${String(usedPercent(share))}%`),
    ...(minutes === null ? [] : [t('time-short', { minutes })]),
  ].join(', ');
  return (
    <Popover
      button={
        <span className="group/pill flex items-center gap-3">
          {minutes !== null && (
            <span
              className={
                minutes <= SHOW_MINUTES_FROM
                  ? 'text-caution tabular-nums'
                  : 'hidden tabular-nums group-hover/pill:inline group-focus-visible/pill:inline'
              }
            >
              {t('time-short', { minutes })}
            </span>
          )}
          {usage === null && <span>{t('unknown')}</span>}
          {meters.map(({ name, share }) => (
            <PillMeter key={name} name={t(name)} share={share} />
          ))}
        </span>
      }
      label={label}
      title={t('bar-title')}
    >
      {(close) => <Figures close={close} minutes={minutes} usage={usage} />}
    </Popover>
  );
}

function metersOf(usage: SandboxUsageView) {
  return [
    { name: 'memory', share: usage.memoryBytes },
    { name: 'disk', share: fullerDiskShare(usage) },
    { name: 'processes', share: usage.processes },
  ] as const;
}

function PillMeter({ name, share }: { readonly name: string; readonly share: Share }) {
  const state = level(share);
  return (
    <span className={`flex items-center gap-1.5 ${textColours[state]}`}>
      <span className="hidden text-[12px] 2xl:inline">{name}</span>
      <Meter share={share} width="w-7" />
      {/* Colour alone would not tell everybody. */}
      {state !== 'fine' && <span className="text-[12px] font-semibold tabular-nums">{usedPercent(share)}%</span>}
    </span>
  );
}

function Meter({ share, width }: { readonly share: Share; readonly width: string }) {
  return (
    <span aria-hidden="true" className={`block h-1.5 ${width} overflow-hidden rounded-full bg-line`}>
      <span
        className={`block h-full rounded-full ${meterColours[level(share)]}`}
        style={{ width: `${String(usedPercent(share))}%` }}
      />
    </span>
  );
}

function Figures({
  usage,
  minutes,
  close,
}: {
  readonly usage: SandboxUsageView | null;
  readonly minutes: number | null;
  readonly close: () => void;
}) {
  const t = useSentences('session');
  const { connection, terminal } = useLesson();
  const because = connection.timeLeft?.because ?? 'idle';
  return (
    <>
      {usage === null ? (
        <p className="text-[14px] text-ink-soft">{t('unknown')}</p>
      ) : (
        <ul className="space-y-3.5">
          <Figure advice="memory-high" format={formatBytes} name="memory" share={usage.memoryBytes} />
          <Figure advice="disk-high" format={formatBytes} name="disk" share={usage.diskBytes} />
          {usage.files !== null && <Figure advice="disk-high" format={grouped} name="files" share={usage.files} />}
          <Figure advice="processes-high" format={grouped} name="processes" share={usage.processes} />
        </ul>
      )}
      <div className="mt-4 border-t border-line pt-3">
        <p className="text-[13.5px] leading-relaxed text-ink-soft">
          {minutes === null ? t('time-none') : t(because === 'idle' ? 'time-idle' : 'time-limit', { minutes })}
        </p>
        {minutes !== null && (
          <button
            className="control mt-2.5 max-sm:min-h-11"
            onClick={() => {
              terminal?.extend();
              close();
              terminal?.focus();
            }}
            type="button"
          >
            {t('stay')}
          </button>
        )}
      </div>
    </>
  );
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}

function Figure({
  name,
  share,
  format,
  advice,
}: {
  readonly name: 'memory' | 'disk' | 'files' | 'processes';
  readonly share: Share;
  readonly format: (value: number) => string;
  readonly advice: 'memory-high' | 'disk-high' | 'processes-high';
}) {
  const t = useSentences('session');
  const state = level(share);
  return (
    <li>
      <div className="flex items-baseline justify-between gap-3 text-[13.5px]">
        <span className="font-semibold">{t(name)}</span>
        <span className={`tabular-nums ${textColours[state]}`}>
          {t('figure', { used: format(share.used), limit: format(share.limit), percent: usedPercent(share) })}
        </span>
      </div>
      <div className="mt-1.5">
        <Meter share={share} width="w-full" />
      </div>
      {state !== 'fine' && <p className={`mt-1.5 text-[13px] leading-relaxed ${textColours[state]}`}>{t(advice)}</p>}
    </li>
  );
}
