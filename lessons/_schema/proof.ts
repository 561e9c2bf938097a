/**
 * The shape of a lesson's author/proof.yaml: what must pass and what must fail when typed into a real terminal.
 *
 * Only shapes; typing it is the business of `npm run lessons:verify`. Learners never see it.
 */
import { z } from 'zod';
import { stepIdSchema } from './lesson.ts';

const line = z.string().regex(/^[^\r\n]*\S[^\r\n]*$/, 'must be one line that is not empty');

/** What a learner would write into the editor. */
const writtenFile = z.strictObject({
  file: z
    .string()
    .regex(/^(?!\/)(?!.*(?:^|\/)\.\.?(?:\/|$))[\w.@+-]+(?:\/[\w.@+-]+)*$/, "must be a path below the learner's home")
    .describe("Below the learner's home; replaced when it is there, and its folder made when it is not"),
  text: z.string().describe('All of the file'),
});

/** One command typed into the terminal, or one file written in the editor. */
export const actionSchema = z.union([line, writtenFile]);

/** One command typed into the terminal, or one file written in the editor. */
export type Action = z.infer<typeof actionSchema>;

const actions = z.array(actionSchema).min(1, 'needs at least one command');

const name = z.string().regex(/\S/, 'is empty');

/** Another right way to do a step. */
export const alsoRightSchema = z.strictObject({
  name: name.describe('What is different about it, for the report of a run'),
  type: actions.describe('Done instead of the solution, in order'),
});

/** A wrong way to do a step. */
export const wrongAnswerSchema = z.strictObject({
  name: name.describe('The mistake, for the report of a run'),
  type: actions.describe('Done instead of the solution, in order'),
  hint: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'must be the code of a hint: lower-case words joined by "-"')
    .describe('The code of the hint the learner must then get; "not-started" does not name a mistake'),
});

const wrong = <T extends z.ZodType>(answer: T) =>
  z
    .array(answer)
    .min(2, 'needs at least two wrong answers')
    .describe('Ways that must fail, each from the same beginning and each with a hint of its own');

/** The proof of one step of a lesson. The solutions of the steps before it have been done, by the same learner. */
export const stepProofSchema = z.strictObject({
  solution: actions.describe('The commands of the lesson text; the step must be failed before and passed after'),
  alsoRight: z.array(alsoRightSchema).default([]).describe('Other ways that must pass'),
  wrong: wrong(wrongAnswerSchema),
});

/** author/proof.yaml of a lesson. */
export const proofFileSchema = z.strictObject({
  steps: z.record(stepIdSchema, stepProofSchema).describe('One entry for each step of the lesson, by its id'),
});

/** author/proof.yaml of a lesson. */
export type ProofFile = z.infer<typeof proofFileSchema>;

/** A wrong way to do a lab, which may be partly right. */
export const labWrongAnswerSchema = wrongAnswerSchema.extend({
  passes: z.array(stepIdSchema).default([]).describe('Other steps of the lab that must have passed all the same'),
});

/** The proof of one step of a lab: what fails, from the untouched start. */
export const labStepProofSchema = z.strictObject({ wrong: wrong(labWrongAnswerSchema) });

/** author/proof.yaml of a lab, whose steps are goals of one piece of work. */
export const labProofFileSchema = z.strictObject({
  solution: actions.describe('The whole lab; every step must be failed before and passed after'),
  alsoRight: z
    .array(alsoRightSchema)
    .min(1, 'needs at least one other right way')
    .describe('Other ways to do the whole lab; every step must pass'),
  steps: z.record(stepIdSchema, labStepProofSchema).describe('One entry for each step of the lab, by its id'),
});

/** author/proof.yaml of a lab. */
export type LabProofFile = z.infer<typeof labProofFileSchema>;
