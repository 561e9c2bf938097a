/**
 * Reads YAML, a file or a piece of text, by a schema and tells the line of everything that is wrong in it.
 *
 * Knows nothing about lessons.
 */
import { readFile } from 'node:fs/promises';
import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { z } from 'zod';
import { rightNameHint, type MistakeList } from './mistakes.ts';

type FieldPath = readonly PropertyKey[];

/** A file that follows its schema. */
export interface YamlFile<Value> {
  readonly value: Value;
  /** The line of a field, or of the nearest field around it that the file has. */
  readonly lineOf: (field: FieldPath) => number;
}

/** Reads `file`; notes every mistake and answers undefined when there is any. A missing file is a mistake. */
export async function readYamlFile<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  mistakes: MistakeList,
): Promise<YamlFile<z.output<Schema>> | undefined> {
  const text = await readTextFile(file, mistakes);
  if (text === undefined) return undefined;
  const read = readYamlText(text, schema);
  if ('value' in read) return read;
  for (const { line, field, problem } of read.problems) mistakes.add(file, line, field, problem);
  return undefined;
}

/** Something wrong in a YAML text. */
export interface YamlProblem {
  /** Counted from 1. */
  readonly line: number;
  readonly field: string;
  readonly problem: string;
}

/**
 * Reads YAML by a schema.
 * @param scalars `guessed`: 1 is a number and true a boolean; `text`: every value is text as it was written
 */
export function readYamlText<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  scalars: 'guessed' | 'text' = 'guessed',
): YamlFile<z.output<Schema>> | { readonly problems: readonly YamlProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    schema: scalars === 'text' ? 'failsafe' : 'core',
  });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return {
      problems: faults.map(({ pos, message }) => ({
        line: lines.linePos(pos[0]).line,
        field: '',
        problem: `is not right YAML: ${message}`,
      })),
    };
  }
  const lineOf = (field: FieldPath): number => lineOfField(document, lines, field);
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { value: parsed.data, lineOf };
  const problems = parsed.error.issues
    .flatMap((issue) => describeIssue(issue, schema))
    .map(({ field, problem }) => ({ line: lineOf(field), field: formatField(field), problem }));
  return { problems };
}

/** Reads a text file; notes a mistake and answers undefined when it is missing. Other faults of the disk are thrown. */
export async function readTextFile(file: string, mistakes: MistakeList): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR')) {
      mistakes.add(file, 1, '', 'this file is missing');
      return undefined;
    }
    throw error;
  }
}

/** `steps[0].title.ko` */
export function formatField(field: FieldPath): string {
  return field.reduce<string>((shown, part) => {
    if (typeof part === 'number') return `${shown}[${part}]`;
    return shown === '' ? String(part) : `${shown}.${String(part)}`;
  }, '');
}

interface Description {
  readonly field: FieldPath;
  readonly problem: string;
}

/** Says in an author's words what a schema found; an issue about unknown fields becomes one description for each. */
export function describeIssue(issue: z.core.$ZodIssue, schema: z.ZodType): Description[] {
  const field = issue.path;
  if (issue.code === 'unrecognized_keys') {
    const known = fieldsAt(schema, field);
    return issue.keys.map((key) => ({
      field: [...field, key],
      problem: `is not a known field${rightNameHint(key, known)}`,
    }));
  }
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return [{ field, problem: 'is missing' }];
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map((inner) => ({ field, problem: inner.message }));
  }
  return [{ field, problem: issue.message }];
}

/** The part of a JSON Schema that names fields. */
const fieldNamesSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  additionalProperties: z.unknown().optional(),
});

function fieldsAt(schema: z.ZodType, field: FieldPath): string[] {
  let node: unknown = z.toJSONSchema(schema, { unrepresentable: 'any', reused: 'inline', io: 'input' });
  for (const part of field) {
    const parsed = fieldNamesSchema.safeParse(node);
    if (!parsed.success) return [];
    const { properties, items, additionalProperties } = parsed.data;
    node = typeof part === 'number' ? items : (properties?.[String(part)] ?? additionalProperties);
  }
  return Object.keys(fieldNamesSchema.safeParse(node).data?.properties ?? {});
}

function lineOfField(document: Document, lines: LineCounter, field: FieldPath): number {
  for (let length = field.length; length > 0; length -= 1) {
    const offset = offsetOfField(document, field.slice(0, length));
    if (offset !== undefined) return lines.linePos(offset).line;
  }
  return 1;
}

/** Where a field's name stands, or its value when it is an entry of a list. */
function offsetOfField(document: Document, field: FieldPath): number | undefined {
  const parent: unknown = field.length === 1 ? document.contents : document.getIn(field.slice(0, -1), true);
  const last = field[field.length - 1];
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === last);
    return pair !== undefined && isNode(pair.key) ? startOf(pair.key) : undefined;
  }
  const node: unknown = document.getIn(field, true);
  return isNode(node) ? startOf(node) : undefined;
}

function startOf(node: Node): number | undefined {
  return node.range?.[0];
}
