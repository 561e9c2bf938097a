/**
 * The shells of a sandbox's terminals. Each belongs to dtach inside the sandbox: it goes on when the connection to it or
 * this process ends, and is found again by the number of its terminal.
 *
 * Knows nothing about viewers, screens or sessions.
 */
import { LEARNER_HOME, type SandboxDriver, type SandboxProcess } from '../driver/driver.ts';
import type { TerminalSize } from './terminal-size.ts';

/** Where the shells of one sandbox come from. */
export interface Shells {
  /** Starts the shell of a terminal, or connects to the one that is there. Rejects when the sandbox is not running. */
  open(terminal: number, size: TerminalSize): Promise<SandboxProcess>;
  /** Ends the shell of a terminal and what runs in its foreground. Does nothing when there is none. */
  end(terminal: number): Promise<void>;
}

/**
 * A connection of an earlier server process may be left over; as dtach skips whoever cannot take output at the moment
 * while somebody else can, two connections would lose bytes. Only connections heed SIGHUP, dtach's keeper ignores it.
 */
const OPEN_SCRIPT = `
socket=/run/drydock/terminals/$1
/usr/bin/pkill -HUP -f "^/usr/bin/dtach -A $socket " || :
exec /usr/bin/dtach -A "$socket" -r winch -E -z /bin/sh -c 'echo $$ > "$1.pid"; exec /bin/bash -l' sh "$socket"
`;

/**
 * The learner may have written any number into the file. The signals are sent with the learner's own rights, so that they
 * reach nothing the learner could not have ended anyway.
 */
const END_SCRIPT = `
socket=/run/drydock/terminals/$1
read -r shell < "$socket.pid" || exit 0
case $shell in ''|0*|1|*[!0-9]*) exit 0 ;; esac
kill -HUP -- "-$shell" || :
tries=20
while [ "$tries" -gt 0 ] && kill -0 -- "-$shell"; do
  sleep 0.1
  tries=$((tries - 1))
done
[ "$tries" -gt 0 ] || kill -KILL -- "-$shell" || :
rm -f "$socket" "$socket.pid"
`;

/** The shells of one sandbox of a driver. */
export function sandboxShells(driver: SandboxDriver, id: string): Shells {
  return {
    open: async (terminal, size) =>
      driver.exec(id, {
        command: ['/bin/sh', '-c', OPEN_SCRIPT, 'sh', String(terminal)],
        user: 'learner',
        environment: { TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8', HOME: LEARNER_HOME },
        workingDirectory: LEARNER_HOME,
        terminal: size,
      }),
    end: async (terminal) => {
      const ending = await driver.exec(id, {
        command: ['/bin/bash', '-c', `exec 2> /dev/null; ${END_SCRIPT}`, 'bash', String(terminal)],
        user: 'learner',
      });
      ending.stream.on('error', () => undefined);
      ending.stream.resume();
      await ending.exited;
      ending.detach();
    },
  };
}
