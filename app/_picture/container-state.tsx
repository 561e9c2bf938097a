'use client';
/**
 * The state of a container by shape, word and colour, its health, and what it uses.
 */
import { memo } from 'react';
import { CircleDashed, CircleX, HeartCrack, HeartPulse, Pause, Play, RotateCw, Square, Trash2 } from 'lucide-react';
import { formatBytes } from '#app/_session/usage-view.ts';
import type { PicturedContainer } from '#protocol/picture.ts';
import { useLoad, usePicture, type Say } from './picture-context.tsx';

const looks = {
  created: { Icon: CircleDashed, colour: 'text-ink-soft' },
  running: { Icon: Play, colour: 'text-positive' },
  paused: { Icon: Pause, colour: 'text-caution' },
  restarting: { Icon: RotateCw, colour: 'text-caution' },
  removing: { Icon: Trash2, colour: 'text-ink-soft' },
  exited: { Icon: Square, colour: 'text-ink-soft' },
  dead: { Icon: CircleX, colour: 'text-danger' },
} as const;

/** A container's state in words. */
export function stateWord(t: Say, { state, exitCode }: PicturedContainer): string {
  return t(`state-${state}`, { code: exitCode ?? '?' });
}

export function ContainerStateMark({ container }: { readonly container: PicturedContainer }) {
  const { t } = usePicture();
  const { Icon, colour } = looks[container.state];
  const hasFailed = container.state === 'exited' && container.exitCode !== 0;
  return (
    <span
      className={`inline-flex shrink-0 items-center gap-1 text-[12px] font-semibold ${hasFailed ? 'text-danger' : colour}`}
    >
      <Icon
        aria-hidden="true"
        className={container.state === 'restarting' ? 'animate-spin' : ''}
        fill={container.state === 'running' || container.state === 'exited' ? 'currentColor' : 'none'}
        size={12}
      />
      {stateWord(t, container)}
    </span>
  );
}

const healthColours = { starting: 'text-caution', healthy: 'text-positive', unhealthy: 'text-danger' } as const;

export function HealthMark({ health }: { readonly health: PicturedContainer['health'] }) {
  const { t } = usePicture();
  if (health === null) return null;
  const Icon = health === 'unhealthy' ? HeartCrack : HeartPulse;
  return (
    <span className={`inline-flex items-center gap-1 text-[12px] font-medium ${healthColours[health]}`}>
      <Icon aria-hidden="true" size={14} />
      {t(`health-${health}`)}
    </span>
  );
}

/** CPU as a share of one, and memory of what it may use. The room is taken before anything is known. */
export const LoadBars = memo(function LoadBars({ containerId }: { readonly containerId: string }) {
  const { t } = usePicture();
  const load = useLoad(containerId);
  return (
    <dl className="grid grid-cols-[auto_1fr_auto] items-center gap-x-2 gap-y-0.5 text-[12px] leading-4 text-ink-soft">
      <dt>{t('cpu')}</dt>
      <Bar share={load?.cpus ?? 0} />
      <dd className="min-w-16 text-right tabular-nums">{load === undefined ? '–' : cpuText(load.cpus)}</dd>
      <dt>{t('memory')}</dt>
      <Bar share={load === undefined || load.memoryLimitBytes <= 0 ? 0 : load.memoryBytes / load.memoryLimitBytes} />
      <dd className="min-w-16 text-right tabular-nums">{load === undefined ? '–' : formatBytes(load.memoryBytes)}</dd>
    </dl>
  );
});

/** As `docker stats` writes it: a share of one CPU in percent. */
export function cpuText(cpus: number): string {
  const percent = cpus * 100;
  return `${percent >= 10 ? String(Math.round(percent)) : percent.toFixed(1)}%`;
}

function Bar({ share }: { readonly share: number }) {
  const shown = Math.max(0, Math.min(1, share));
  return (
    <dd aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-sunken">
      <span
        className={`block h-full origin-left rounded-full transition-transform duration-300 ${shown > 0.9 ? 'bg-caution' : 'bg-accent'}`}
        style={{ transform: `scaleX(${shown.toFixed(3)})` }}
      />
    </dd>
  );
}
