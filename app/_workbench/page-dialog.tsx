'use client';
/**
 * A dialog over the page that closes by Escape and by a click beside it. The keyboard is first at what is marked with
 * `data-takes-keyboard`, and goes back to where it was.
 *
 * Knows nothing about what it holds.
 */
import { useEffect, useRef, type ReactNode } from 'react';

export function PageDialog({
  label,
  className,
  onClose,
  children,
}: {
  readonly label: string;
  readonly className: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    // Otherwise the keyboard is at the first thing that can have it.
    dialog.current?.querySelector<HTMLElement>('[data-takes-keyboard]')?.focus();
  }, []);
  return (
    <dialog
      aria-label={label}
      className={`overflow-clip rounded-2xl border border-line bg-surface p-0 text-ink shadow-2xl ${className}`}
      onClick={({ target }) => {
        // Only what lies around the dialog's content is the dialog itself.
        if (target === dialog.current) dialog.current?.close();
      }}
      onClose={onClose}
      ref={dialog}
    >
      {children}
    </dialog>
  );
}
