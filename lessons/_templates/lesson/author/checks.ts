/**
 * When the steps of this lesson are done. See design.md for what is asked and why.
 */
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { defineChecks } from '#lessons/_schema/check.ts';

export default defineChecks({
  'name-it': aContainer({
    image: 'diamol/base',
    name: 'hello',
    state: 'ended',
    todo: {
      ko: '“docker container run --name hello diamol/base”를 입력해 주세요.',
      en: 'Type “docker container run --name hello diamol/base”.',
    },
  }),
});
