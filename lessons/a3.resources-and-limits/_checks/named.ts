/**
 * Looks at one container by its name, and keeps quiet as long as the learner has not begun with it.
 *
 * Knows nothing about single lessons.
 */
import { notStarted, wrongMove, type Check, type LocalizedText, type Outcome } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence, EvidenceKind } from '#lessons/_schema/evidence.ts';

/** How to look at a container that has a name. */
export interface NamedContainer {
  readonly name: string;
  /** The check that is asked when there is something to look at. */
  readonly check: (evidence: Evidence) => Check;
  /** What the check watches. */
  readonly watches: readonly EvidenceKind[];
  /** The container is as the steps before left it. */
  readonly isUntouched?: (container: ContainerEvidence) => boolean;
  /** A container of another name is what the learner meant. */
  readonly isMeant?: (container: ContainerEvidence) => boolean;
  readonly todo: LocalizedText;
}

/** Says what to do while there is no such container, or it is untouched; otherwise what the check says. */
export function named({ name, check, watches, isUntouched, isMeant, todo }: NamedContainer): Check {
  return {
    watches,
    async evaluate(evidence) {
      const containers = await evidence.containers();
      const own = containers.find((container) => container.name === name);
      const isBegun =
        own === undefined ? isMeant !== undefined && containers.some(isMeant) : !(isUntouched?.(own) ?? false);
      return isBegun ? check(evidence).evaluate(evidence) : notStarted(todo);
    },
  };
}

/**
 * The outcome, unless the container was made anew in this step instead of being updated. After a resume of the sandbox,
 * events are forgotten, and it is believed to be the same.
 */
export async function unlessMadeAnew(outcome: Outcome, evidence: Evidence, name: string): Promise<Outcome> {
  const own = (await evidence.containers()).find((container) => container.name === name);
  if (outcome.outcome !== 'passed' || own === undefined) return outcome;
  const actions = (await evidence.events())
    .filter(({ type, subject }) => type === 'container' && subject === own.id)
    .map(({ action }) => action);
  if (actions.includes('update') || !actions.includes('create')) return outcome;
  return wrongMove('made-anew', {
    ko: `“${name}” 컨테이너를 새로 만들었습니다. 이 단계에서는 새로 만들지 말고, 이미 있는 컨테이너의 한도를 “docker container update”로 바꾸어 보세요.`,
    en: `The container “${name}” was made anew. In this step, do not make a new one: change the limit of the existing container with “docker container update”.`,
  });
}
