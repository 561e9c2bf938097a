'use client';
/**
 * A menu at a place in the window, used with arrow keys or mouse. Escape, Tab and a click elsewhere close it; the keyboard
 * goes back to where it was.
 */
import { useEffect, useEffectEvent, useRef, type KeyboardEvent } from 'react';

/** One line of a menu. */
export interface MenuEntry {
  readonly label: string;
  /** As it is written on the keys. */
  readonly shortcut?: string;
  /** Given when the entry switches something on and off. */
  readonly isOn?: boolean;
  readonly isDisabled?: boolean;
  readonly choose: () => void;
}

/** Pixels kept free at the edges of the window. */
const MARGIN_PX = 8;

export function PopupMenu({
  label,
  entries,
  place,
  onClose,
}: {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly place: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
}) {
  const menu = useRef<HTMLDivElement>(null);
  const before = useRef<HTMLElement | null>(null);
  const close = useEffectEvent(onClose);

  useEffect(() => {
    const element = menu.current;
    if (element === null) return;
    before.current ??= document.activeElement instanceof HTMLElement ? document.activeElement : null;
    // Popovers lie over everything, whatever the panels around them cut off.
    element.showPopover();
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(MARGIN_PX, Math.min(place.x, window.innerWidth - width - MARGIN_PX))}px`;
    element.style.top = `${Math.max(MARGIN_PX, Math.min(place.y, window.innerHeight - height - MARGIN_PX))}px`;
    items(element)[0]?.focus();
    const closeOutside = ({ target }: Event) => {
      if (target instanceof Node && !element.contains(target)) close();
    };
    document.addEventListener('pointerdown', closeOutside, { capture: true });
    return () => {
      document.removeEventListener('pointerdown', closeOutside, { capture: true });
      element.hidePopover();
    };
  }, [place.x, place.y]);

  const leave = () => {
    before.current?.focus();
    onClose();
  };
  const handleKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const all = items(event.currentTarget);
    const index = all.findIndex((item) => item === document.activeElement);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: (index + 1) % all.length,
      ArrowUp: (index - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) all[target]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      aria-label={label}
      className="fixed m-0 min-w-56 rounded-xl border border-line bg-surface p-1.5 text-ink shadow-2xl"
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={handleKey}
      popover="manual"
      ref={menu}
      role="menu"
      style={{ inset: 'auto' }}
    >
      {entries.map(({ label: name, shortcut, isOn, isDisabled, choose }) => (
        <button
          aria-checked={isOn}
          aria-disabled={isDisabled === true}
          className="flex min-h-9 w-full items-center gap-6 rounded-lg px-3 text-left text-[14px] -outline-offset-2 hover:bg-sunken focus-visible:bg-sunken aria-disabled:text-ink-soft aria-disabled:opacity-60 max-[899px]:min-h-11"
          key={name}
          onClick={() => {
            if (isDisabled === true) return;
            leave();
            choose();
          }}
          role={isOn === undefined ? 'menuitem' : 'menuitemcheckbox'}
          tabIndex={-1}
          type="button"
        >
          <span className="grow">
            {name}
            {isOn === true && <span aria-hidden="true"> ✓</span>}
          </span>
          {shortcut !== undefined && <kbd className="font-mono text-[12px] text-ink-soft">{shortcut}</kbd>}
        </button>
      ))}
    </div>
  );
}

function items(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
}
