/**
 * What a learner prefers, from cookies that only say how pages look: language, colours, and how a
 * lesson's page is arranged.
 *
 * Knows nothing about accounts. The cookies are written by the page itself and may hold anything.
 */
import 'server-only';
import { cookies, headers } from 'next/headers';
import { z } from 'zod';
import { languages, type Language } from '#protocol/localized.ts';
import { preferredLanguage } from './preferred-language.ts';
import { preferenceCookies, themes, type Theme } from '#app/_components/preference-cookies.ts';
import { readLayout, type WorkbenchLayout } from '#app/_workbench/layout.ts';

/** Percent of the window that a lesson's text takes at first, and the bounds the page keeps. */
const textWidthSchema = z.coerce.number().min(20).max(80).catch(44);

/** What a learner prefers. */
export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  /** Percent of the window. */
  readonly textWidth: number;
  readonly workbench: WorkbenchLayout;
}

/** The preferences of the present request. */
export async function preferences(): Promise<Preferences> {
  const jar = await cookies();
  const language = z.enum(languages).safeParse(jar.get(preferenceCookies.language)?.value).data;
  return {
    language: language ?? preferredLanguage((await headers()).get('accept-language')),
    theme: z.enum(themes).catch('system').parse(jar.get(preferenceCookies.theme)?.value),
    textWidth: textWidthSchema.parse(jar.get(preferenceCookies.textWidth)?.value),
    workbench: readLayout(jar.get(preferenceCookies.workbench)?.value),
  };
}
