/**
 * A page that only says something, with ways to go on below it.
 */
import type { ReactNode } from 'react';
import { Logo } from './logo.tsx';

export function NoticePage({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}) {
  return (
    <main className="mx-auto flex min-h-[80dvh] max-w-lg flex-col justify-center gap-5 px-6" id="content">
      <Logo />
      <h1 className="text-2xl font-semibold tracking-tight text-balance">{title}</h1>
      <p className="leading-relaxed text-ink-soft">{text}</p>
      <div className="flex flex-wrap gap-3">{children}</div>
    </main>
  );
}
