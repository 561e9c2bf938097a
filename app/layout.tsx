/**
 * The frame of every page: language, colours, fonts. Fonts are served by Drydock itself; nothing is fetched from elsewhere.
 */
import '@fontsource-variable/inter';
import '@fontsource/jetbrains-mono/400.css';
import '@fontsource/jetbrains-mono/700.css';
// Hangul in 92 pieces, of which a page loads those whose letters stand on it.
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { messages } from './_messages/messages.ts';
import { preferences } from './_server/preferences.ts';
import { translator } from './_server/translator.ts';
import { ErrorSentences } from './_components/error-sentences.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = translator((await preferences()).language, 'product');
  return { title: { default: t('title'), template: '%s · Drydock' }, description: t('description') };
}

export const viewport: Viewport = { colorScheme: 'light dark', width: 'device-width', initialScale: 1 };

export default async function Layout({ children }: { readonly children: ReactNode }) {
  const { language, theme } = await preferences();
  return (
    <html data-theme={theme === 'system' ? undefined : theme} lang={language}>
      <body className="min-h-dvh font-sans">
        <ErrorSentences sentences={messages[language].errors}>{children}</ErrorSentences>
      </body>
    </html>
  );
}
