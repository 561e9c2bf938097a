/**
 * Names and values of the cookies that remember how a learner likes the pages. They hold nothing private and are written by
 * the page, so that a switch works at once.
 *
 * Knows nothing about reading them on the server.
 */

/** Cookie names. */
export const preferenceCookies = {
  language: 'drydock-language',
  theme: 'drydock-theme',
  textWidth: 'drydock-text-width',
  workbench: 'drydock-workbench',
} as const;

/** What the colours follow. */
export const themes = ['system', 'light', 'dark'] as const;

/** What the colours follow. */
export type Theme = (typeof themes)[number];

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Remembers a preference for a year; the value holds only what cookies may. Only in the browser. */
export function rememberPreference(name: keyof typeof preferenceCookies, value: string): void {
  document.cookie = `${preferenceCookies[name]}=${value}; path=/; max-age=${ONE_YEAR_SECONDS}; samesite=strict`;
}
