/**
 * When the steps of ch01/why-containers are done. See design.md for what is asked and why.
 */
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { defineChecks } from '#lessons/_schema/check.ts';

export default defineChecks({
  'run-hello': aContainer({
    image: 'diamol/ch02-hello-diamol',
    mistakenFor: ['diamol/base'],
    state: 'ended',
    todo: {
      ko: '“docker container run diamol/ch02-hello-diamol”을 입력해 주세요.',
      en: 'Type “docker container run diamol/ch02-hello-diamol”.',
    },
  }),
  'same-kernel': aContainer({
    image: 'diamol/base',
    state: 'ended',
    runs: { like: /\buname\b/, shown: 'uname -r' },
    todo: {
      ko: '“docker container run diamol/base uname -r”을 입력해 주세요.',
      en: 'Type “docker container run diamol/base uname -r”.',
    },
  }),
});
