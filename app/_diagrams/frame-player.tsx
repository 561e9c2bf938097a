'use client';
/**
 * Shows the pictures of a diagram one after the other, each with its caption. One picture takes the place of the other, so
 * that what differs is seen to change; room is kept for the largest, so that nothing below moves.
 *
 * Knows nothing about what is drawn.
 */
import { ChevronLeft, ChevronRight, Pause, Play, RotateCcw } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';

const MILLISECONDS_PER_FRAME = 3000;

export interface Frame {
  readonly picture: ReactNode;
  readonly caption: ReactNode;
}

export interface FramePlayerProperties {
  readonly frames: readonly Frame[];
  /** What the buttons and the counter say; `places[index]` stands beside the frame of that number, e.g. "1 of 3". */
  readonly words: Readonly<Record<'buttons' | 'previous' | 'next' | 'play' | 'again' | 'pause', string>>;
  readonly places: readonly string[];
}

export function FramePlayer({ frames, words, places }: FramePlayerProperties) {
  const [index, setIndex] = useState(0);
  const [isPlaying, setIsPlaying] = useState(false);
  const last = frames.length - 1;
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setTimeout(() => {
      setIndex(index + 1);
      if (index + 1 >= last) setIsPlaying(false);
    }, MILLISECONDS_PER_FRAME);
    return () => clearTimeout(timer);
  }, [isPlaying, index, last]);

  const go = (to: number) => {
    setIsPlaying(false);
    setIndex(Math.min(last, Math.max(0, to)));
  };
  const play = () => {
    if (index === last) setIndex(0);
    setIsPlaying(!isPlaying);
  };
  const playWord = isPlaying ? words.pause : index === last ? words.again : words.play;
  const PlayIcon = isPlaying ? Pause : index === last ? RotateCcw : Play;
  return (
    <div>
      <Stacked shown={frames[index]?.picture} all={frames.map(({ picture }) => picture)} />
      <div className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line pt-3">
        <div aria-label={words.buttons} className="flex items-center gap-1.5" role="group">
          <FrameButton isOff={index === 0} label={words.previous} onClick={() => go(index - 1)}>
            <ChevronLeft aria-hidden="true" size={16} />
          </FrameButton>
          <FrameButton isOff={false} label={playWord} onClick={play} stillness="motion-reduce:hidden">
            <PlayIcon aria-hidden="true" size={16} />
          </FrameButton>
          <FrameButton isOff={index === last} label={words.next} onClick={() => go(index + 1)}>
            <ChevronRight aria-hidden="true" size={16} />
          </FrameButton>
        </div>
        <span className="text-[13px] text-ink-soft tabular-nums">{places[index]}</span>
        <div aria-live="polite" className="min-w-0 grow basis-full text-[14.5px] leading-relaxed @md:basis-56">
          <Stacked shown={frames[index]?.caption} all={frames.map(({ caption }) => caption)} />
        </div>
      </div>
    </div>
  );
}

/** One of several things that take turns, in a place that is large enough for each. */
function Stacked({ shown, all }: { readonly shown: ReactNode; readonly all: readonly ReactNode[] }) {
  return (
    <div className="grid">
      <div className="col-start-1 row-start-1 min-w-0">{shown}</div>
      {all.map((one, index) => (
        <div aria-hidden="true" className="invisible col-start-1 row-start-1 min-w-0 select-none" inert key={index}>
          {one}
        </div>
      ))}
    </div>
  );
}

interface FrameButtonProperties {
  readonly isOff: boolean;
  readonly label: string;
  readonly onClick: () => void;
  /** Who wants no motion has no use for a picture that plays by itself. */
  readonly stillness?: string;
  readonly children: ReactNode;
}

/** Stays reachable at either end, so that the keyboard does not lose its place. */
function FrameButton({ isOff, label, onClick, stillness = '', children }: FrameButtonProperties) {
  return (
    <button
      aria-disabled={isOff}
      aria-label={label}
      className={`control justify-center aria-disabled:opacity-45 pointer-coarse:min-h-11 pointer-coarse:min-w-11 ${stillness}`}
      onClick={() => {
        if (!isOff) onClick();
      }}
      title={label}
      type="button"
    >
      {children}
    </button>
  );
}
