/**
 * A picture with the output behind it must show in a new terminal exactly what the whole output shows in one that has seen
 * everything, wherever the output is interrupted.
 */
import serialize from '@xterm/addon-serialize';
import unicode11 from '@xterm/addon-unicode11';
import headless from '@xterm/headless';
import { afterEach, describe, expect, it } from 'vitest';
import { Screen, SCROLLBACK_LINES } from './screen.ts';

const COLUMNS = 40;
const ROWS = 12;

const made: { dispose(): void }[] = [];
afterEach(() => {
  for (const screen of made.splice(0)) screen.dispose();
});

/** A browser's terminal, which counts the columns of characters by Unicode 11. */
function browserTerminal(): headless.Terminal {
  const terminal = new headless.Terminal({
    cols: COLUMNS,
    rows: ROWS,
    scrollback: SCROLLBACK_LINES,
    allowProposedApi: true,
  });
  terminal.loadAddon(new unicode11.Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  made.push(terminal);
  return terminal;
}

function newScreen(): Screen {
  const screen = new Screen(COLUMNS, ROWS);
  made.push(screen);
  return screen;
}

async function write(terminal: headless.Terminal, data: string | Uint8Array): Promise<void> {
  await new Promise<void>((resolve) => terminal.write(data, resolve));
}

async function shown(screen: Screen, bytes: Uint8Array): Promise<void> {
  screen.write(bytes, () => undefined);
  await screen.snapshot();
}

/** Everything visible and scrolled off, cell by cell, and the settings that later output depends on. */
function look(terminal: headless.Terminal) {
  const buffers = [terminal.buffer.normal, terminal.buffer.alternate].map((buffer) => {
    const lines: string[] = [];
    for (let row = 0; row < buffer.length; row += 1) {
      const line = buffer.getLine(row);
      let text = '';
      for (let column = 0; line && column < terminal.cols; column += 1) {
        const cell = line.getCell(column);
        if (!cell || cell.getWidth() === 0) continue;
        const style = [
          cell.getFgColorMode() + cell.getFgColor(),
          cell.getBgColorMode() + cell.getBgColor(),
          cell.isBold(),
          cell.isInverse(),
          cell.isUnderline(),
        ].map((value) => (value === 0 || value === -1 ? '' : String(value)));
        const plain = style.every((value) => value === '');
        text += `${cell.getChars() || ' '}${plain ? '' : `{${style.join(',')}}`}`;
      }
      lines.push(text.trimEnd());
    }
    return lines.join('\n').trimEnd();
  });
  const { active } = terminal.buffer;
  return { buffers, shows: active.type, cursor: [active.cursorX, active.cursorY], modes: terminal.modes };
}

/**
 * For every place from `from` on: a terminal that got the picture taken there and then the rest must show what a terminal
 * shows that saw everything.
 */
async function expectNoDifference(output: Uint8Array, from: number): Promise<void> {
  const whole = browserTerminal();
  await write(whole, output);
  const expected = look(whole);
  const screen = newScreen();
  screen.write(output.subarray(0, from), () => undefined);
  for (let cut = from; cut <= output.length; cut += 1) {
    const { offset, data } = await screen.snapshot();
    expect(offset).toBeLessThanOrEqual(cut);
    const late = browserTerminal();
    await write(late, Buffer.concat([Buffer.from(data), output.subarray(offset)]));
    expect(look(late), `cut after ${String(cut)} bytes`).toEqual(expected);
    late.dispose();
    screen.write(output.subarray(cut, cut + 1), () => undefined);
  }
}

const prompt = '\u001b]0;learner: ~\u0007\u001b[?2004h\u001b[01;32mlearner\u001b[00m:\u001b[01;34m~\u001b[00m$ ';

describe('a picture', () => {
  it('taken after any byte shows, with what follows, what the whole output shows', { timeout: 30_000 }, async () => {
    const output = Buffer.from(
      `${prompt}docker run 안녕\r\n\u001b[?2004l\r\u001b[31m빨강 e\u0301 🐳\u001b[0m\r\n` +
        `\u001b]8;;https://docs.docker.com\u0007link\u001b]8;;\u0007 \u009b1mbold\u009bm\r\n` +
        `\u001bP$q"p\u001b\\${'0123456789'.repeat(9)}\r\n\u001b[38;2;1;2;3;48;5;17mcolours\u001b[m\r\n` +
        `a\u001b[5b\u001b[2Ax\u001b7\u001b[3;4Hy\u001b8z${prompt}`,
    );
    await expectNoDifference(output, 0);
  });

  it('taken while a program fills the alternate screen restores both screens', { timeout: 30_000 }, async () => {
    const lines = Array.from({ length: 30 }, (_, index) => `before-${String(index)}\r\n`).join('');
    const enter = '\u001b[?1049h\u001b[22;0;0t\u001b[?1h\u001b=\u001b[H\u001b[2J\u001b[?1002h\u001b[?1006h\u001b[?25l';
    const draw = `\u001b[1;11r\u001b[1;1H\u001b[7mtitle\u001b[27m\u001b[3;5H가나다\u001b[1m\u001b[12;1H-- INSERT --`;
    const scroll = '\u001b[11;1H\nscrolled\r\n\u001b[12;20Hstatus';
    const leave = '\u001b[r\u001b[?1l\u001b>\u001b[?1002l\u001b[?1006l\u001b[?25h\u001b[m\u001b[?1049l';
    const before = Buffer.from(lines);
    const within = Buffer.from(`${prompt}vim\r\n${enter}${draw}${scroll}`);
    await expectNoDifference(Buffer.concat([before, within]), before.length);
    await expectNoDifference(Buffer.concat([before, within, Buffer.from(`${leave}${prompt}`)]), before.length);
  });

  it('passes on what a program has set and no cell shows', async () => {
    const screen = newScreen();
    await shown(screen, Buffer.from('\u001b[?25l\u001b[?1006h\u001b[4 q\u001b[2;5r\u001b[3;7H\u001b(0\r\n'));
    const { data } = await screen.snapshot();
    expect(data).toContain('\u001b[?25l');
    expect(data).toContain('\u001b[?1006h');
    expect(data).toContain('\u001b[4 q');
    expect(data).toContain('\u001b(0');
    expect(data).toContain('\u001b[2;5r\u001b[4;1H');
  });

  it('forgets settings that were taken back', async () => {
    const screen = newScreen();
    const reset = '\u001b[?25h\u001b[?1006l\u001b[0 q\u001b[r\u001b(B';
    await shown(screen, Buffer.from(`\u001b[?25l\u001b[?1006h\u001b[4 q\u001b[2;5r\u001b(0${reset}\u001b[Hx `));
    expect((await screen.snapshot()).data).toBe('x\0');
  });

  it('has 10,000 lines above the screen', async () => {
    const numbers = Array.from({ length: SCROLLBACK_LINES + ROWS + 500 }, (_, index) => `line-${String(index)}\r\n`);
    const output = Buffer.from(numbers.join(''));
    await expectNoDifference(output, output.length);
    const screen = newScreen();
    await shown(screen, output);
    const { data } = await screen.snapshot();
    expect(data.split('\r\n')).toHaveLength(SCROLLBACK_LINES + ROWS);
  });

  it('is drawn for the size that the output was meant for', async () => {
    const screen = newScreen();
    screen.write(Buffer.from(`${'w'.repeat(COLUMNS)}\u001b[1;40HX\r\n`), () => undefined);
    screen.resize(20, ROWS);
    const snapshot = await screen.snapshot();
    expect(snapshot.columns).toBe(20);
    expect(snapshot.data.startsWith(`${'w'.repeat(39)}X`)).toBe(true);
  });

  it('does not wait for the end of a sequence that has none', async () => {
    const screen = newScreen();
    const endless = Buffer.from(`\u001b]0;${'x'.repeat(300 * 1024)}`);
    await shown(screen, endless);
    expect((await screen.snapshot()).offset).toBe(endless.length);
  });
});

describe('a serialised screen', () => {
  it('is what the serializer of xterm makes of it where nothing has to be added', async () => {
    const terminal = browserTerminal();
    const serializer = new serialize.SerializeAddon();
    terminal.loadAddon(serializer);
    const screen = newScreen();
    await write(terminal, 'plain text\r\n');
    await shown(screen, Buffer.from('plain text\r\n'));
    expect((await screen.snapshot()).data).toBe(`${serializer.serialize()}\0`);
  });
});
