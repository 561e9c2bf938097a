/**
 * A terminal that nobody but its maker sees, with a shell that ends when it is closed: for typing a lesson's solutions.
 *
 * Knows nothing about what is typed.
 */
import { LEARNER_HOME, type SandboxDriver } from '../driver/driver.ts';
import { Terminal } from './terminal.ts';

/** A terminal in a sandbox; the caller starts and closes it. */
export function privateTerminal(driver: SandboxDriver, sandboxId: string): Terminal {
  return new Terminal({
    startShell: async (size) =>
      driver.exec(sandboxId, {
        command: ['/bin/bash', '-l'],
        user: 'learner',
        environment: {
          TERM: 'xterm-256color',
          COLORTERM: 'truecolor',
          LANG: 'C.UTF-8',
          HOME: LEARNER_HOME,
          HISTFILE: '/dev/null',
        },
        workingDirectory: LEARNER_HOME,
        terminal: size,
      }),
    size: { columns: 120, rows: 40 },
    beginRecording: null,
    onActivity: () => undefined,
    onOutput: () => undefined,
  });
}
