/**
 * Chooses one of our languages from what a browser says it prefers (RFC 9110 §12.5.4).
 *
 * Knows nothing about requests or cookies.
 */
import { languages, type Language } from '#protocol/localized.ts';

const fallback: Language = 'en';

/** The best of our languages for an Accept-Language header; English when none is wanted. */
export function preferredLanguage(acceptLanguage: string | null): Language {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
      const quality = parameters
        .map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1])
        .find((value) => value !== undefined);
      return { language: languages.find((language) => tag.split('-')[0] === language), quality: Number(quality ?? 1) };
    })
    .filter(({ language, quality }) => language !== undefined && quality > 0)
    .sort((one, other) => other.quality - one.quality);
  return wanted[0]?.language ?? fallback;
}
