/**
 * Finds the rule for a line and makes an explanation of it, with the cause that the sandbox's state gives.
 *
 * Knows nothing about terminals or how lines were read.
 */
import type { Trouble } from '#protocol/trouble.ts';
import { allRules } from './rules/all-rules.ts';
import { fillCommand, fillSentence, type Finding, type TroubleRule, type Values } from './rule.ts';
import type { SandboxFacts } from './sandbox-facts.ts';

/** Milliseconds for the look into the sandbox; after that the explanation goes out without a cause. */
const LOOK_TIMEOUT_MS = 1_000;

const LONGEST_MESSAGE = 500;
const MOST_COMMANDS = 3;

/** An error that a rule knows. */
export interface RecognisedLine {
  readonly rule: TroubleRule;
  readonly line: string;
  /** What the groups of the pattern have found. */
  readonly found: Readonly<Record<string, string>>;
}

/** The first rule that knows the line; null when none does. */
export function recognise(line: string): RecognisedLine | null {
  for (const rule of allRules) {
    const match = rule.pattern.exec(line);
    if (match === null) continue;
    const groups = Object.entries(match.groups ?? {}) as [string, string | undefined][];
    const found = Object.fromEntries(groups.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
    return { rule, line, found };
  }
  return null;
}

/** Explains a line. Never rejects: a sandbox that does not answer only costs the cause. */
export async function explain(
  { rule, line, found }: RecognisedLine,
  terminal: number,
  facts: SandboxFacts,
): Promise<Trouble> {
  const finding = await findCause(rule, found, facts);
  const values: Values = { ...found, ...finding?.values };
  const commands = (finding?.commands ?? rule.commands ?? []).map((command) => fillCommand(command, values));
  return {
    rule: rule.id,
    terminal,
    message: line.slice(0, LONGEST_MESSAGE),
    meaning: fillSentence(rule.meaning, values),
    cause: finding?.cause ? fillSentence(finding.cause, values) : null,
    advice: fillSentence(finding?.advice ?? rule.advice, values),
    commands: commands.filter((command) => command !== null).slice(0, MOST_COMMANDS),
    chapterId: rule.chapterId,
  };
}

async function findCause(
  rule: TroubleRule,
  found: Readonly<Record<string, string>>,
  facts: SandboxFacts,
): Promise<Finding | null> {
  if (rule.look === undefined) return null;
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, LOOK_TIMEOUT_MS, null);
  });
  try {
    return await Promise.race([rule.look(found, facts).catch(() => null), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
