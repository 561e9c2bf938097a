/**
 * Messages of gRPC over HTTP/2: each is one byte (0: not compressed), its length in four bytes, and its content.
 *
 * Knows nothing about what the messages mean. What is read was written by a learner's engine.
 */

const HEAD_BYTES = 5;

/** One message as it is sent. */
export function grpcFrame(message: Uint8Array): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/**
 * The messages in what is received. Throws at a message of more than `largest` bytes, before any of it is kept, and at a
 * compressed one, which nobody has asked for. A last message that never ended is left out.
 */
export async function* grpcMessages(chunks: AsyncIterable<Buffer>, largest: number): AsyncGenerator<Buffer> {
  const head = Buffer.alloc(HEAD_BYTES);
  let headBytes = 0;
  let message: Buffer | null = null;
  let messageBytes = 0;
  for await (const chunk of chunks) {
    let at = 0;
    // Also goes on when nothing is left of the chunk: a message of no bytes is complete with its head.
    for (;;) {
      if (message === null) {
        const copied = chunk.copy(head, headBytes, at);
        headBytes += copied;
        at += copied;
        if (headBytes < HEAD_BYTES) break;
        if (head[0] !== 0) throw new Error('the engine sent a compressed message');
        const length = head.readUInt32BE(1);
        if (length > largest) throw new Error(`the engine sent a message of ${String(length)} bytes`);
        // Of its full length at once, so that many tiny chunks cost no more than one large.
        message = Buffer.alloc(length);
        messageBytes = 0;
      }
      const copied = chunk.copy(message, messageBytes, at);
      messageBytes += copied;
      at += copied;
      if (messageBytes < message.length) break;
      yield message;
      message = null;
      headBytes = 0;
    }
  }
}
