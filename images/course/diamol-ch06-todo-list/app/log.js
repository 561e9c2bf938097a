/**
 * Writes what happens to the container's output, where `docker logs` finds it. The setting Logging:LogLevel:Default says
 * from which level on.
 */
const levels = ['trace', 'debug', 'information', 'warning', 'error', 'critical', 'none'];
const labels = ['trce', 'dbug', 'info', 'warn', 'fail', 'crit'];

/** @param {{ get(name: string): string | undefined }} settings */
export function createLog(settings) {
  const wanted = (settings.get('Logging:LogLevel:Default') ?? '').toLowerCase();
  const lowest = levels.includes(wanted) ? levels.indexOf(wanted) : levels.indexOf('information');
  const write = (level) => (message) => {
    if (level >= lowest) console.log(`${labels[level]}: ${message}`);
  };
  return { debug: write(1), information: write(2), warning: write(3), error: write(4) };
}
