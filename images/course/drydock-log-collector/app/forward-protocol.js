// Fluentd's forward protocol: what one message on the connection says.
import { gunzipSync } from 'node:zlib';
import { decodeAll } from './message-pack.js';

/**
 * The entries of a message, and the text to acknowledge if the sender wants to know. There are three forms:
 * [tag, time, record, option], [tag, [[time, record], …], option], and the second with the list as packed bytes.
 */
export function readMessage(message) {
  if (!Array.isArray(message)) throw new Error('A message of the forward protocol is a list.');
  const [tag, second] = message;
  const one = !Array.isArray(second) && !Buffer.isBuffer(second);
  const option = (one ? message[3] : message[2]) ?? {};
  const pairs = one ? [[second, message[2]]] : Array.isArray(second) ? second : unpack(second, option);
  return { entries: pairs.map(([time, record]) => ({ tag: String(tag), time, record })), acknowledge: option.chunk };
}

function unpack(packed, option) {
  return decodeAll(option.compressed === 'gzip' ? gunzipSync(packed) : packed).values;
}

/** An entry as people and programs read it: one flat object. */
export function lineOf({ tag, time, record }) {
  const fields = Object.entries(record ?? {}).map(([name, value]) => [
    name,
    Buffer.isBuffer(value) ? String(value) : value,
  ]);
  return { time: new Date(time * 1000).toISOString(), tag, ...Object.fromEntries(fields) };
}
