/**
 * Under which names this machine may be addressed; both servers refuse any other, which may be another site's name that
 * points here (DNS rebinding).
 *
 * Knows nothing about ports or requests.
 */

/** The names of this machine, as they stand in `Host` and `Origin`. */
export const hostNames = ['localhost', '127.0.0.1'] as const;
