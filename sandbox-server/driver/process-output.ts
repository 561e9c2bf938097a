/**
 * What a process in a sandbox says, in bounded memory. Knows nothing about what it means.
 */

/** The first bytes at most; what goes beyond is read on and dropped, so that the process can end. */
export async function beginningOf(output: AsyncIterable<unknown>, mostBytes: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of output) {
    if (!(piece instanceof Uint8Array)) continue;
    if (length < mostBytes) pieces.push(piece);
    length += piece.length;
  }
  return Buffer.concat(pieces).subarray(0, mostBytes);
}
