// Log lines in memory, with a file from which they come back after a restart.
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

export function createLogStore(file, mostLines) {
  let lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').flatMap(parse).slice(-mostLines) : [];
  let linesInFile = lines.length;
  rewrite();

  // The file only grows by appending. Once half of it is no longer needed it is written anew.
  function rewrite() {
    writeFileSync(`${file}.new`, lines.map(textOf).join(''));
    renameSync(`${file}.new`, file);
    linesInFile = lines.length;
  }

  return {
    add(added) {
      lines = lines.concat(added).slice(-mostLines);
      appendFileSync(file, added.map(textOf).join(''));
      linesInFile += added.length;
      if (linesInFile > 2 * mostLines) rewrite();
    },

    /** Lines whose fields have these values and which contain the text anywhere, the newest first. */
    search({ fields, text, size }) {
      const wanted = text.toLowerCase();
      const found = lines.filter(
        (line) =>
          fields.every(([name, value]) => String(valueOf(line, name)) === value) &&
          (wanted === '' || Object.values(line).some((value) => asText(value).toLowerCase().includes(wanted))),
      );
      return { total: found.length, lines: found.slice(-size).reverse() };
    },

    fields: () => [...new Set(lines.flatMap(Object.keys))].sort(),
    count: () => lines.length,
  };
}

const textOf = (line) => `${JSON.stringify(line)}\n`;
const asText = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

// A field inside another is named with a dot; a name that has a dot itself goes first.
const valueOf = (line, name) => line[name] ?? name.split('.').reduce((value, part) => value?.[part], line);

// The last line of a file may be cut off when the container was killed.
function parse(text) {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
