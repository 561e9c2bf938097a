'use client';
/**
 * A button that shows something below itself. It closes by Escape, by a click elsewhere, and when the keyboard goes elsewhere.
 */
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';

export interface PopoverProperties {
  readonly button: ReactNode;
  /** The button's name when what it shows is not enough of one. */
  readonly label?: string;
  readonly title?: string;
  /** What is shown; gets a function that closes it. */
  readonly children: (close: () => void) => ReactNode;
}

/** Pixels between what is shown and the edges of the window. */
const MARGIN = 12;
const WIDTH = 352;

/** Where it is shown, in pixels from the edges of the window: it may be wider than the half of the page it belongs to. */
interface Place {
  readonly top: number;
  readonly right: number;
}

/** Below the button, within the window. */
function placeBelow(button: HTMLElement): Place {
  const { bottom, right } = button.getBoundingClientRect();
  const furthest = window.innerWidth - Math.min(WIDTH, window.innerWidth - 2 * MARGIN) - MARGIN;
  return { top: bottom + 6, right: Math.max(MARGIN, Math.min(furthest, window.innerWidth - right)) };
}

export function Popover({ button, label, title, children }: PopoverProperties) {
  const [place, setPlace] = useState<Place | null>(null);
  const isOpen = place !== null;
  const whole = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    if (!isOpen) return;
    const closeElsewhere = ({ target }: PointerEvent) => {
      if (!(target instanceof Node) || whole.current?.contains(target) !== true) setPlace(null);
    };
    // Its place was that of another window.
    const close = () => setPlace(null);
    document.addEventListener('pointerdown', closeElsewhere);
    window.addEventListener('resize', close);
    return () => {
      document.removeEventListener('pointerdown', closeElsewhere);
      window.removeEventListener('resize', close);
    };
  }, [isOpen]);

  return (
    <div
      className="relative"
      onBlur={({ relatedTarget }) => {
        // Without a new place the keyboard has only left the window, or a button was clicked that takes no focus.
        if (relatedTarget !== null && whole.current?.contains(relatedTarget) !== true) setPlace(null);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.stopPropagation();
        setPlace(null);
        opener.current?.focus();
      }}
      ref={whole}
    >
      <button
        aria-controls={isOpen ? id : undefined}
        aria-expanded={isOpen}
        aria-label={label}
        className="control max-sm:min-h-11"
        onClick={({ currentTarget }) => setPlace(isOpen ? null : placeBelow(currentTarget))}
        ref={opener}
        title={title}
        type="button"
      >
        {button}
      </button>
      {place !== null && (
        <div
          className="appears fixed z-30 overflow-y-auto rounded-xl border border-line bg-surface p-4 text-ink shadow-2xl"
          id={id}
          style={{
            top: place.top,
            right: place.right,
            width: `min(${String(WIDTH)}px, calc(100vw - ${String(2 * MARGIN)}px))`,
            maxHeight: `calc(100dvh - ${String(place.top + MARGIN)}px)`,
          }}
        >
          {children(() => setPlace(null))}
        </div>
      )}
    </div>
  );
}
