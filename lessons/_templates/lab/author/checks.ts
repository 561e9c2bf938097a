/**
 * When the goals of this lab are reached. See design.md for what is asked and why.
 */
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { defineChecks } from '#lessons/_schema/check.ts';

export default defineChecks({
  ended: aContainer({
    image: 'diamol/base',
    name: 'hello',
    state: 'ended',
    todo: {
      ko: '할 일을 마치고 끝난 “hello” 컨테이너가 아직 없습니다.',
      en: 'There is no container “hello” yet that has done its work and ended.',
    },
  }),
  running: aContainer({
    image: 'diamol/base',
    name: 'keeper',
    todo: {
      ko: '실행 중인 “keeper” 컨테이너가 아직 없습니다.',
      en: 'There is no running container “keeper” yet.',
    },
  }),
});
