/**
 * Tells what a terminal says by itself from what a person types. Programs ask a terminal what it is and where its cursor
 * stands, and every screen that shows the terminal answers; only the driver's answer may reach the program.
 *
 * Knows nothing about viewers.
 */

/**
 * Answers to device attributes, status, cursor position, modes, window size and colour questions, and news of the focus.
 * A few keys with a modifier (Shift+F3) look like a cursor position; a driver may type them, others have to type another
 * key first.
 */
const REPORTS =
  /^(?:\u001b\[[?>=]?[\d;]*(?:c|n|R|\$y|t)|\u001b\[[IO]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001bP[^\u001b]*\u001b\\)+$/;

/** Beyond this nobody looks: reports are short. */
const LONGEST_REPORT_BYTES = 4096;

/** Whether input consists of nothing but what a terminal answers by itself. */
export function isTerminalReport(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x1b || bytes.length > LONGEST_REPORT_BYTES) return false;
  return REPORTS.test(Buffer.from(bytes).toString('latin1'));
}
