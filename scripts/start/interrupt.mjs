/**
 * Ctrl-C and its kin: the first one asks to stop in order, a second one stops at once. Knows nothing about what is stopped.
 */

/** npm passes on a Ctrl-C that the terminal has already sent here; both are one wish of the operator. */
const sameWishMilliseconds = 1_000;
const interruptedExitCode = 130;

/**
 * Listens for the operator.
 * @param {() => void} stopAtOnce called before the process ends on the second Ctrl-C
 * @returns {AbortSignal} aborted on the first one
 */
export function listenForInterrupt(stopAtOnce) {
  const controller = new AbortController();
  let firstAt = 0;
  const heard = () => {
    if (!controller.signal.aborted) {
      firstAt = performance.now();
      controller.abort();
    } else if (performance.now() - firstAt > sameWishMilliseconds) {
      stopAtOnce();
      process.exit(interruptedExitCode);
    }
  };
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, heard);
  return controller.signal;
}

/**
 * Resolves when the signal is aborted.
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export function aborted(signal) {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    // A pending promise alone does not keep Node alive.
    const timer = setInterval(() => undefined, 2 ** 30);
    signal.addEventListener('abort', () => {
      clearInterval(timer);
      resolve();
    });
  });
}
