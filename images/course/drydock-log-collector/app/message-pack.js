// Reads MessagePack, the binary form of JSON in which log drivers send. See msgpack.org for the format.

/** Says that the bytes so far end in the middle of a value. */
export class Incomplete extends Error {}

/** The value that begins at `start`, and where the next one begins. */
export function decode(bytes, start = 0) {
  let position = start;

  function take(length) {
    position += length;
    if (position > bytes.length) throw new Incomplete();
    return position - length;
  }
  const uint = (length) => bytes.readUIntBE(take(length), length);
  const int = (length) => bytes.readIntBE(take(length), length);
  const binary = (length) => bytes.subarray(take(length), position);
  const string = (length) => binary(length).toString('utf8');
  const list = (length) => Array.from({ length }, value);
  const map = (length) => Object.fromEntries(Array.from({ length }, () => [String(value()), value()]));

  function extension(length) {
    const type = int(1);
    const content = binary(length);
    // Type 0 is the forward protocol's time: seconds and nanoseconds.
    if (type === 0 && length === 8) return content.readUInt32BE(0) + content.readUInt32BE(4) / 1e9;
    return content;
  }

  function value() {
    const type = uint(1);
    if (type <= 0x7f) return type;
    if (type <= 0x8f) return map(type & 0x0f);
    if (type <= 0x9f) return list(type & 0x0f);
    if (type <= 0xbf) return string(type & 0x1f);
    if (type >= 0xe0) return type - 0x100;
    switch (type) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
        return binary(uint(1));
      case 0xc5:
        return binary(uint(2));
      case 0xc6:
        return binary(uint(4));
      case 0xc7:
        return extension(uint(1));
      case 0xc8:
        return extension(uint(2));
      case 0xc9:
        return extension(uint(4));
      case 0xca:
        return bytes.readFloatBE(take(4));
      case 0xcb:
        return bytes.readDoubleBE(take(8));
      case 0xcc:
        return uint(1);
      case 0xcd:
        return uint(2);
      case 0xce:
        return uint(4);
      case 0xcf:
        return Number(bytes.readBigUInt64BE(take(8)));
      case 0xd0:
        return int(1);
      case 0xd1:
        return int(2);
      case 0xd2:
        return int(4);
      case 0xd3:
        return Number(bytes.readBigInt64BE(take(8)));
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return extension(1 << (type - 0xd4));
      case 0xd9:
        return string(uint(1));
      case 0xda:
        return string(uint(2));
      case 0xdb:
        return string(uint(4));
      case 0xdc:
        return list(uint(2));
      case 0xdd:
        return list(uint(4));
      case 0xde:
        return map(uint(2));
      case 0xdf:
        return map(uint(4));
      default:
        throw new Error(`These are not MessagePack bytes: 0x${type.toString(16)} at ${position - 1}.`);
    }
  }

  return { value: value(), next: position };
}

/** All complete values, and the bytes that are left. */
export function decodeAll(bytes) {
  const values = [];
  let position = 0;
  while (position < bytes.length) {
    try {
      const { value, next } = decode(bytes, position);
      values.push(value);
      position = next;
    } catch (error) {
      if (error instanceof Incomplete) break;
      throw error;
    }
  }
  return { values, rest: bytes.subarray(position) };
}

/** The answer that the forward protocol asks for: { "ack": text }. */
export function encodeAck(text) {
  const bytes = Buffer.from(text);
  const length = bytes.length < 32 ? [0xa0 | bytes.length] : [0xd9, bytes.length];
  return Buffer.concat([Buffer.from([0x81, 0xa3]), Buffer.from('ack'), Buffer.from(length), bytes]);
}
