// Reads the configuration and says what is wrong with it.
import { readFileSync } from 'node:fs';
import { createSink } from './sinks.js';

/** The rules of a file, in order: whom they are for, and where their lines go. */
export function readRules(file) {
  let source;
  try {
    source = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} cannot be read as JSON: ${error.message}`);
  }
  if (!Array.isArray(source?.rules)) throw new Error(`${file} needs "rules", a list.`);
  return source.rules.map((rule, index) => {
    try {
      return ruleFrom(rule);
    } catch (error) {
      throw new Error(`${file}, rule ${index + 1}: ${error.message}`);
    }
  });
}

function ruleFrom(source) {
  if (typeof source?.match !== 'string') throw new Error('"match" is missing, a pattern for tags such as "app.*".');
  if (!Array.isArray(source.to)) throw new Error('"to" is missing, a list of places; an empty list drops the lines.');
  const tag = patternOf(source.match);
  const where = Object.entries(source.where ?? {});
  return {
    fits: (line) => tag.test(line.tag) && where.every(([field, text]) => String(line[field] ?? '').includes(text)),
    sinks: source.to.map(createSink),
  };
}

// As in Fluentd: "*" stands for one part of a tag, "**" for any number of parts, also none.
function patternOf(text) {
  const parts = text.split('.').map((part, index) => {
    const dot = index === 0 ? '' : '\\.';
    if (part === '**') return index === 0 ? '.*' : `(${dot}.*)?`;
    return dot + part.replace(/[+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^.]*');
  });
  // A "**." at the beginning may stand for nothing, then the dot goes, too.
  return new RegExp(`^${parts.join('').replace(/^\.\*\\\./, '(.*\\.)?')}$`);
}
