/** Checks of ch04/start-command: arguments against CMD and ENTRYPOINT, and how containers of both forms end. */
import { allOf } from '#lessons/_checks/combine.ts';
import { commandLine } from '#lessons/_checks/container/process-requirements.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import type { Requirement } from '#lessons/_checks/requirement.ts';
import { defineChecks, notStarted, wrongMove, type Check, type LocalizedText } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, ImageDetails } from '#lessons/_schema/evidence.ts';

const KILLED = 137;

const build = (tag: string, folder: string): LocalizedText => ({
  ko: `${folder} 폴더의 Dockerfile을 저장하고 “docker image build -t ${tag} ${folder}”로 빌드해 주세요.`,
  en: `Save the Dockerfile in the folder ${folder}, then build it with “docker image build -t ${tag} ${folder}”.`,
});

/** Arguments of the learner's own, which do not run what CMD says. */
const replaced: Requirement<ContainerEvidence> = {
  code: 'cmd-as-it-is',
  isMet: (container) => !commandLine(container).includes('Hello'),
  text: (container) => ({
    ko: `“${shownText(container.name)}” 컨테이너는 CMD를 그대로 실행했습니다(${shownText(commandLine(container))}). 이미지 이름 뒤에 hostname을 써서 다시 실행해 주세요.`,
    en: `The container “${shownText(container.name)}” ran CMD as it is (${shownText(commandLine(container))}). Run the image again with hostname after its name.`,
  }),
};

const bothParts: Requirement<ContainerEvidence> = {
  code: 'no-argument',
  isMet: ({ command }) => command.length > 0 && command.join(' ') !== 'Docker',
  text: (container) => ({
    ko: `“${shownText(container.name)}” 컨테이너는 “${shownText(commandLine(container))}”을(를) 실행했습니다. 이미지 이름 뒤에 여러분의 이름을 써서 다시 실행해 주세요.`,
    en: `The container “${shownText(container.name)}” ran “${shownText(commandLine(container))}”. Run the image again with your own name after the name of the image.`,
  }),
};

const viaShell = ({ entrypoint, command }: ImageDetails) =>
  [...entrypoint, ...command].slice(0, 2).join(' ') === '/bin/sh -c';

const inShellForm: Requirement<ImageDetails> = {
  code: 'is-exec-form',
  isMet: viaShell,
  text: ({ command }) => ({
    ko: `“clock:shell” 이미지의 CMD가 ${shownText(JSON.stringify(command))}입니다. 대괄호 없이 쓴 셸 형식이어야 합니다.`,
    en: `CMD of the image “clock:shell” is ${shownText(JSON.stringify(command))}. It should be in shell form, without square brackets.`,
  }),
};

const inExecForm: Requirement<ImageDetails> = {
  code: 'is-shell-form',
  isMet: (image) => !viaShell(image),
  text: ({ command }) => ({
    ko: `“clock:exec” 이미지의 CMD가 아직 셸 형식입니다(${shownText(command.join(' '))}). CMD ["sh", "clock.sh"]처럼 대괄호와 큰따옴표를 써 주세요.`,
    en: `CMD of the image “clock:exec” is still in shell form (${shownText(command.join(' '))}). Write it with square brackets and double quotes, as in CMD ["sh", "clock.sh"].`,
  }),
};

/** A container that was stopped, with the exit code that tells how it ended. */
function stopped(image: string, name: string, exitCode: number, otherwise: LocalizedText): Check {
  const todo: LocalizedText = {
    ko: `“docker container run -d --name ${name} ${image}”로 실행한 다음 “docker container stop --time 3 ${name}”으로 멈춰 주세요.`,
    en: `Run it with “docker container run -d --name ${name} ${image}”, then stop it with “docker container stop --time 3 ${name}”.`,
  };
  const check = aContainer({ image, state: 'ended', exitCode, todo });
  return {
    watches: check.watches,
    async evaluate(evidence) {
      const outcome = await check.evaluate(evidence);
      if (outcome.outcome === 'passed') return outcome;
      // Running is what every right run goes through.
      if (outcome.hint.code === 'not-ended') return notStarted(todo);
      return outcome.hint.code === 'exit-code' ? wrongMove('other-end', otherwise) : outcome;
    },
  };
}

export default defineChecks({
  'replace-cmd': allOf({
    image: anImage({
      tag: 'greet:cmd',
      command: { like: /Hello/, shown: 'echo Hello, Docker' },
      also: [
        {
          code: 'has-entrypoint',
          isMet: ({ entrypoint }) => entrypoint.length === 0,
          text: () => ({
            ko: '“greet:cmd” 이미지에 ENTRYPOINT가 있습니다. 이 단계에서는 CMD만 써 주세요.',
            en: 'The image “greet:cmd” has an ENTRYPOINT. Use CMD alone in this step.',
          }),
        },
      ],
      todo: build('greet:cmd', 'greet'),
    }),
    container: aContainer({
      image: 'greet:cmd',
      state: 'ended',
      also: [replaced],
      todo: {
        ko: '“docker container run greet:cmd hostname”을 입력해 주세요.',
        en: 'Type “docker container run greet:cmd hostname”.',
      },
    }),
  }),
  'add-to-entrypoint': allOf({
    image: anImage({
      tag: 'greet:entrypoint',
      entrypoint: { like: /^echo Hello/, shown: 'echo Hello,' },
      todo: build('greet:entrypoint', 'greet'),
    }),
    container: aContainer({
      image: 'greet:entrypoint',
      state: 'ended',
      also: [bothParts],
      todo: {
        ko: '“docker container run greet:entrypoint Mina”처럼 이름을 더해 실행해 주세요.',
        en: 'Run it with a name added, as in “docker container run greet:entrypoint Mina”.',
      },
    }),
  }),
  'stop-shell-form': allOf({
    image: anImage({ tag: 'clock:shell', also: [inShellForm], todo: build('clock:shell', 'clock') }),
    container: stopped('clock:shell', 'clock-shell', KILLED, {
      ko: '컨테이너가 137이 아닌 종료 코드로 끝났습니다. 이 컨테이너를 지우고, 이미지 이름 뒤에 명령을 쓰지 않고 다시 실행한 다음 docker container stop으로 멈춰 주세요.',
      en: 'The container ended with an exit code other than 137. Remove this container, run it again without a command after the name of the image, and stop it with docker container stop.',
    }),
  }),
  'stop-exec-form': allOf({
    image: anImage({ tag: 'clock:exec', also: [inExecForm], todo: build('clock:exec', 'clock') }),
    container: stopped('clock:exec', 'clock-exec', 0, {
      ko: '컨테이너가 스스로 정리하고 끝나지 않았습니다(종료 코드가 0이 아닙니다). 이 컨테이너를 지우고 다시 실행한 다음, kill이 아니라 docker container stop으로 멈춰 주세요.',
      en: 'The container did not tidy up and end by itself (its exit code is not 0). Remove this container, run it again and stop it with docker container stop, not with kill.',
    }),
  }),
});
