/**
 * Tells a container whose limits were changed from one that was made anew with other limits.
 *
 * Knows nothing about single lessons.
 */
import { wrongMove, type Check } from '#lessons/_schema/check.ts';

/**
 * The check, which must watch events, unless the container was made anew in this step instead of being updated. Hint:
 * `made-anew`. After a resume of the sandbox, events are forgotten, and it is believed to be the same.
 */
export function unlessMadeAnew(name: string, check: Check): Check {
  return {
    watches: check.watches,
    async evaluate(evidence) {
      const outcome = await check.evaluate(evidence);
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
    },
  };
}
