/** Errors from building images. */
import { nearestName } from '#lessons/_names/nearest-name.ts';
import { say, type Finding, type TroubleRule } from '../rule.ts';
import type { SandboxFacts } from '../sandbox-facts.ts';

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Where a file of this or nearly this name lies in the home. */
export async function aboutFile(path: string, facts: SandboxFacts): Promise<Finding | null> {
  const files = await facts.files();
  const wanted = baseName(path);
  const same = files.find((file) => baseName(file) === wanted);
  if (same !== undefined) {
    return {
      cause: say('이 이름의 파일은 `~`의 {nearest}에 있습니다.', 'Below `~` there is such a file: {nearest}.'),
      values: { nearest: same },
    };
  }
  const nearest = nearestName(wanted, files.map(baseName));
  const file = files.find((one) => baseName(one) === nearest);
  return file === undefined
    ? null
    : {
        cause: say('`~`에 이름이 비슷한 파일 {nearest}이(가) 있습니다.', 'Below `~` there is a file {nearest}.'),
        values: { nearest: file },
      };
}

export const buildRules: readonly TroubleRule[] = [
  {
    id: 'copy-source-missing',
    chapterId: 'ch03',
    pattern: /failed to calculate checksum of ref \S{1,200}: "(?<path>[^"]{1,300})": not found/,
    meaning: say(
      '`COPY`나 `ADD`에 적은 {path}이(가) 빌드 컨텍스트에 없습니다. 경로는 `docker build`에 준 폴더부터 셉니다.',
      'The {path} of a `COPY` or `ADD` is not in the build context. Paths begin at the folder given to `docker build`.',
    ),
    advice: say(
      '철자, 빌드한 폴더, `.dockerignore`를 확인하세요. 그 폴더 밖의 파일은 복사할 수 없습니다.',
      'Check the spelling, the folder you build and `.dockerignore`. Files outside that folder cannot be copied.',
    ),
    look: async ({ path = '' }, facts) => aboutFile(path, facts),
  },
  {
    id: 'instruction-unknown',
    chapterId: 'ch03',
    pattern: /dockerfile parse error on line (?<line>\d{1,6}): unknown instruction: (?<word>\S{1,100})/,
    meaning: say(
      'Dockerfile {line}번째 줄의 {word}은(는) Dockerfile 명령이 아닙니다.',
      '{word} on line {line} of the Dockerfile is no instruction.',
    ),
    advice: say(
      '각 줄은 `FROM`, `RUN`, `COPY` 같은 명령으로 시작합니다. 앞줄에서 이어지는 줄이라면 앞줄 끝에 `\\`를 붙이세요.',
      'A line begins with an instruction such as `FROM`, `RUN` or `COPY`. If it goes on from the line before, end that one with `\\`.',
    ),
    look: async ({ word = '' }) => {
      const nearest = nearestName(word, instructions);
      return Promise.resolve(
        nearest === undefined
          ? null
          : { cause: say('{nearest}의 오타로 보입니다.', 'It looks like a typo of {nearest}.'), values: { nearest } },
      );
    },
  },
  {
    id: 'instruction-arguments',
    chapterId: 'ch03',
    pattern: /failed to solve: .{0,60}?(?<word>[A-Z]{3,12}) (?:requires|must have) .{1,60}arguments?/,
    meaning: say(
      'Dockerfile의 {word} 뒤에 적은 것의 수가 맞지 않습니다.',
      '{word} in the Dockerfile has too few or too many things behind it.',
    ),
    advice: say(
      '예: `FROM 이미지`, `ENV 이름=값`, `COPY 원본 대상`. 빈칸이 든 값은 따옴표로 묶으세요.',
      'For example: `FROM image`, `ENV name=value`, `COPY source target`. Quote values with spaces.',
    ),
  },
  {
    id: 'build-command-missing',
    chapterId: 'ch03',
    pattern: /process "(?<command>.{1,600})" did not complete successfully: exit code: 127/,
    meaning: say(
      '`RUN`의 명령 {command}에서 프로그램을 찾지 못했습니다(종료 코드 127).',
      'A program of the `RUN` command {command} was not found (exit code 127).',
    ),
    advice: say(
      '철자를 확인하세요. 그 프로그램이 베이스 이미지에 없으면 먼저 설치하거나 다른 이미지에서 시작하세요.',
      'Check the spelling. If the base image lacks the program, install it first or begin from another image.',
    ),
  },
  {
    id: 'build-command-failed',
    chapterId: 'ch03',
    pattern: /process "(?<command>.{1,600})" did not complete successfully: exit code: (?<code>\d{1,3})/,
    meaning: say(
      '`RUN`의 명령 {command}이(가) 실패해(종료 코드 {code}) 빌드가 멈췄습니다.',
      'The `RUN` command {command} failed (exit code {code}), so the build stopped.',
    ),
    advice: say(
      '실패한 이유는 이 줄 위에 그 명령이 출력한 내용에 있습니다. `--progress=plain`으로 모두 볼 수 있습니다.',
      'Why it failed is in what the command printed, above this line. `--progress=plain` shows all of it.',
    ),
  },
  {
    id: 'no-base-image',
    chapterId: 'ch03',
    pattern: /no build stage in current context/,
    meaning: say(
      'Dockerfile의 첫 명령이 `FROM`이 아닙니다. 무엇에서 시작할지 모르면 빌드할 수 없습니다.',
      'The Dockerfile does not begin with `FROM`, so there is nothing to build on.',
    ),
    advice: say('첫 줄에 `FROM 이미지`를 적으세요.', 'Begin it with `FROM image`.'),
  },
  {
    id: 'dockerfile-empty',
    chapterId: 'ch03',
    pattern: /the Dockerfile cannot be empty/i,
    meaning: say('Dockerfile에 아무 내용이 없습니다.', 'There is nothing in the Dockerfile.'),
    advice: say(
      '편집기에서 저장했는지 확인하고 `FROM 이미지`부터 적으세요.',
      'Check that you saved it, and begin with `FROM image`.',
    ),
  },
  {
    id: 'dockerfile-missing',
    chapterId: 'ch03',
    pattern: /failed to read dockerfile: open (?<file>.{1,300}): no such file or directory/,
    meaning: say('빌드하는 폴더에 {file} 파일이 없습니다.', 'There is no file {file} in the folder that is built.'),
    advice: say(
      'Dockerfile이 있는 폴더로 가거나 그 폴더를 적으세요. 이름이 다르면 `-f`로 알려 주세요.',
      'Go to the folder with the Dockerfile, or name that folder. If the file is called otherwise, say so with `-f`.',
    ),
    look: async ({ file = '' }, facts) => aboutFile(file, facts),
  },
  {
    id: 'build-stage-unknown',
    chapterId: 'ch04',
    pattern: /target stage "(?<stage>[^"]{1,200})" could not be found/,
    meaning: say('Dockerfile에 {stage}(이)라는 단계가 없습니다.', 'The Dockerfile has no stage {stage}.'),
    advice: say(
      '단계의 이름은 `FROM 이미지 AS 이름`으로 정합니다. 철자를 확인하세요.',
      'Stages are named by `FROM image AS name`. Check the spelling.',
    ),
  },
  {
    id: 'build-context-missing',
    chapterId: 'ch03',
    pattern: /unable to prepare context: path "(?<path>[^"]{1,300})" not found/,
    meaning: say('빌드할 폴더 {path}이(가) 없습니다.', 'There is no folder {path} to build.'),
    advice: say(
      '`docker build` 끝에는 빌드할 폴더를 적습니다. 지금 폴더라면 `.`입니다.',
      'The last word of `docker build` is the folder to build; `.` is the one you are in.',
    ),
    commands: ['ls'],
  },
];

const instructions = [
  'FROM', 'RUN', 'CMD', 'LABEL', 'MAINTAINER', 'EXPOSE', 'ENV', 'ADD', 'COPY', 'ENTRYPOINT', 'VOLUME', 'USER', 'WORKDIR',
  'ARG', 'ONBUILD', 'STOPSIGNAL', 'HEALTHCHECK', 'SHELL',
]; // prettier-ignore
