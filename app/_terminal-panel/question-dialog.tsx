'use client';
/**
 * A question that has to be answered before anything else. The harmless answer comes first and has the keyboard.
 */
import { useEffect, useId, useRef, type ReactNode } from 'react';

export function QuestionDialog({
  title,
  text,
  confirm,
  cancel,
  onConfirm,
  onCancel,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly cancel: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly children?: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const textId = useId();
  useEffect(() => dialog.current?.showModal(), []);
  // Nothing outside of an open dialog can take the keyboard, so it is closed before anything else happens.
  const answer = (then: () => void) => {
    dialog.current?.close();
    then();
  };
  return (
    <dialog
      aria-describedby={textId}
      aria-labelledby={titleId}
      className="m-auto w-[min(30rem,calc(100vw-2rem))] rounded-2xl border border-line bg-surface p-6 text-ink shadow-2xl"
      onCancel={(event) => {
        event.preventDefault();
        answer(onCancel);
      }}
      ref={dialog}
    >
      <h2 className="text-lg font-semibold tracking-tight" id={titleId}>
        {title}
      </h2>
      <p className="mt-3 leading-relaxed text-ink-soft" id={textId}>
        {text}
      </p>
      {children}
      <div className="mt-6 flex flex-wrap justify-end gap-3">
        <button autoFocus className="secondary" onClick={() => answer(onCancel)} type="button">
          {cancel}
        </button>
        <button className="primary" onClick={() => answer(onConfirm)} type="button">
          {confirm}
        </button>
      </div>
    </dialog>
  );
}
