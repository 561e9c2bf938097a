/**
 * The shape of a lesson's author/proof.yaml: what must pass and what must fail when typed into a real terminal.
 *
 * Only shapes; typing it is the business of `npm run lessons:verify`. Learners never see it.
 */
import { z } from 'zod';
import { stepIdSchema } from './lesson.ts';

const commands = z
  .array(z.string().regex(/^[^\r\n]*\S[^\r\n]*$/, 'must be one line that is not empty'))
  .min(1, 'needs at least one command');

const name = z.string().regex(/\S/, 'is empty');

/** Another right way to do a step. */
export const alsoRightSchema = z.strictObject({
  name: name.describe('What is different about it, for the report of a run'),
  type: commands.describe('Typed instead of the solution, in order'),
});

/** A wrong way to do a step. */
export const wrongAnswerSchema = z.strictObject({
  name: name.describe('The mistake, for the report of a run'),
  type: commands.describe('Typed instead of the solution, in order'),
  hint: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'must be the code of a hint: lower-case words joined by "-"')
    .describe('The code of the hint the learner must then get; "not-started" does not name a mistake'),
});

/** The proof of one step. The solutions of the steps before it are typed first, into the same terminal. */
export const stepProofSchema = z.strictObject({
  solution: commands.describe('The commands of the lesson text; the step must be failed before and passed after'),
  alsoRight: z.array(alsoRightSchema).default([]).describe('Other ways that must pass, each in a fresh sandbox'),
  wrong: z
    .array(wrongAnswerSchema)
    .min(2, 'needs at least two wrong answers')
    .describe('Ways that must fail, each in a fresh sandbox and each with a hint of its own'),
});

/** author/proof.yaml */
export const proofFileSchema = z.strictObject({
  steps: z.record(stepIdSchema, stepProofSchema).describe('One entry for each step of the lesson, by its id'),
});

/** author/proof.yaml */
export type ProofFile = z.infer<typeof proofFileSchema>;
