/**
 * The shape of lessons/coverage.yaml: what the course promises to teach, in which chapters, and how a step meets it.
 *
 * Knows nothing about lessons, nor about which commands and flags there are.
 */
import { z } from 'zod';
import { chapterIdSchema } from './catalogue.ts';
import { conceptIdSchema } from './lesson.ts';
import { localizedTextSchema } from './localized.ts';

const pattern = z.string().refine((text) => {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}, 'must be a regular expression');

/** One thing the course promises to teach. With neither a command nor an instruction it is a concept. */
export const coverageItemSchema = z
  .strictObject({
    id: conceptIdSchema.describe('What covers: and tells: of a lesson call it'),
    name: localizedTextSchema
      .optional()
      .describe('For a concept, in a few words; commands and instructions name themselves'),
    chapters: z
      .array(chapterIdSchema)
      .min(1, 'needs at least one chapter')
      .describe('Each of them must have it, as soon as it has lessons'),
    command: z
      .string()
      .min(1, 'is empty')
      .optional()
      .describe('Met by a step that has this command typed, in any of its forms, e.g. docker container run'),
    instruction: z
      .string()
      .regex(/^[A-Z]+$/, 'must be an instruction of a Dockerfile in capitals, e.g. COPY')
      .optional()
      .describe('Met by a step that has this instruction written into a Dockerfile'),
    flag: z
      .string()
      .regex(/^--?[A-Za-z]/, 'must begin with a dash')
      .optional()
      .describe('Of the command or instruction, in its long form'),
    matching: pattern
      .optional()
      .describe("What the flag's value, or without a flag the whole command or instruction, must contain"),
    told: z
      .literal(true)
      .optional()
      .describe('It may be told in a :::theory block instead, because nobody can do it here'),
  })
  .superRefine(({ name, command, instruction, flag, matching }, context) => {
    const note = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    const isConcept = command === undefined && instruction === undefined;
    if (command !== undefined && instruction !== undefined) note('instruction', 'cannot stand beside a command');
    if (isConcept && name === undefined) note('name', 'is missing');
    if (isConcept && flag !== undefined) note('flag', 'needs a command or an instruction that it belongs to');
    if (isConcept && matching !== undefined) note('matching', 'needs a command or an instruction that it belongs to');
  });

/** lessons/coverage.yaml */
export const coverageFileSchema = z.strictObject({
  items: z.array(coverageItemSchema).min(1, 'needs at least one item').describe('In the order of the course'),
});

/** One thing the course promises to teach. */
export type CoverageItem = z.infer<typeof coverageItemSchema>;
