/**
 * Binary frames of the WebSocket.
 *
 * Output, server to browser: 1 byte terminal number, 8 bytes offset of the first byte (big endian), then the bytes.
 * Input, browser to server: 1 byte terminal number, then the bytes.
 *
 * Works on Uint8Array only, so that both ends can use it. Knows nothing about sockets.
 */

const OUTPUT_HEADER_BYTES = 9;

/** Bytes of one input frame at most; longer pastes are sent in pieces. */
export const MOST_INPUT_BYTES = 64 * 1024;

/** A piece of a terminal's output and where in the stream it begins. */
export interface OutputFrame {
  readonly terminal: number;
  /** Offset of the first byte since the epoch began, in bytes. */
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Keys and pasted text on their way to a terminal. */
export interface InputFrame {
  readonly terminal: number;
  readonly bytes: Uint8Array;
}

/** Writes an output frame. */
export function encodeOutputFrame({ terminal, offset, bytes }: OutputFrame): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(OUTPUT_HEADER_BYTES + bytes.length);
  const view = new DataView(frame.buffer);
  view.setUint8(0, terminal);
  view.setBigUint64(1, BigInt(offset));
  frame.set(bytes, OUTPUT_HEADER_BYTES);
  return frame;
}

/** Reads an output frame; null when it is too short to be one. */
export function decodeOutputFrame(frame: Uint8Array): OutputFrame | null {
  if (frame.length < OUTPUT_HEADER_BYTES) return null;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  return {
    terminal: view.getUint8(0),
    offset: Number(view.getBigUint64(1)),
    bytes: frame.subarray(OUTPUT_HEADER_BYTES),
  };
}

/** Writes an input frame. */
export function encodeInputFrame({ terminal, bytes }: InputFrame): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(1 + bytes.length);
  frame[0] = terminal;
  frame.set(bytes, 1);
  return frame;
}

/** Reads an input frame; null when it carries no byte. */
export function decodeInputFrame(frame: Uint8Array): InputFrame | null {
  const terminal = frame[0];
  if (terminal === undefined || frame.length < 2) return null;
  return { terminal, bytes: frame.subarray(1) };
}
