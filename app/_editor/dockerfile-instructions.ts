/**
 * What each instruction of a Dockerfile does, in Korean; the language service only knows it in English.
 *
 * Knows nothing about editors.
 */

/** Explanations in Markdown, by the instruction's name. */
export const koreanInstructions: Readonly<Record<string, string>> = {
  ADD: '`ADD 원본 대상`\n\n파일, 폴더, URL, Git 저장소를 이미지에 넣습니다. 로컬 tar 압축 파일은 풀어서 넣습니다. 단순한 복사에는 `COPY`가 알맞습니다.',
  ARG: '`ARG 이름[=기본값]`\n\n빌드하는 동안에만 쓰는 변수입니다. `docker build --build-arg 이름=값`으로 바꿉니다. 비밀값은 기록에 남으므로 넣지 않습니다.',
  CMD: '`CMD ["실행 파일", "인자"]`\n\n컨테이너가 시작할 때 기본으로 실행할 명령입니다. `docker run 이미지 명령`으로 바꿀 수 있고, 마지막 `CMD`만 효력이 있습니다.',
  COPY: '`COPY [--from=단계] [--chown=사용자:그룹] 원본 대상`\n\n빌드 컨텍스트나 다른 빌드 단계의 파일을 이미지에 복사합니다.',
  ENTRYPOINT:
    '`ENTRYPOINT ["실행 파일", "인자"]`\n\n컨테이너가 항상 실행할 프로그램입니다. `CMD`나 `docker run`의 인자가 그 뒤에 붙습니다.',
  ENV: '`ENV 이름=값`\n\n환경 변수를 정합니다. 이후의 빌드 단계와 실행된 컨테이너에서 모두 보입니다.',
  EXPOSE:
    '`EXPOSE 포트[/프로토콜]`\n\n컨테이너가 어느 포트를 쓰는지 적어 둡니다. 포트를 열지는 않습니다. 여는 것은 `docker run -p`입니다.',
  FROM: '`FROM 이미지[:태그] [AS 이름]`\n\n새 빌드 단계를 시작하고 그 바탕 이미지를 정합니다. `AS`로 이름을 붙이면 `COPY --from`에서 쓸 수 있습니다.',
  HEALTHCHECK:
    '`HEALTHCHECK [--interval=30s] [--timeout=30s] [--retries=3] CMD 명령`\n\n컨테이너가 제대로 동작하는지 확인하는 명령입니다. 종료 코드 0은 정상, 1은 비정상입니다.',
  LABEL: '`LABEL 키=값`\n\n이미지에 메타데이터를 붙입니다. `docker inspect`로 보고 `--filter label=…`로 찾습니다.',
  MAINTAINER: '`MAINTAINER 이름`\n\n더는 권장하지 않습니다. `LABEL org.opencontainers.image.authors=…`를 쓰세요.',
  ONBUILD: '`ONBUILD 명령`\n\n이 이미지를 `FROM`으로 쓰는 다른 빌드에서 실행할 명령을 남겨 둡니다.',
  RUN: '`RUN 명령`\n\n빌드하는 동안 명령을 실행하고 그 결과를 새 레이어로 남깁니다. `--mount=type=cache`로 캐시를, `--mount=type=secret`으로 비밀값을 씁니다.',
  SHELL:
    '`SHELL ["실행 파일", "인자"]`\n\n셸 형식의 `RUN`, `CMD`, `ENTRYPOINT`가 사용할 셸을 바꿉니다. 리눅스의 기본값은 `["/bin/sh", "-c"]`입니다.',
  STOPSIGNAL: '`STOPSIGNAL 시그널`\n\n`docker stop`이 컨테이너에 보낼 시그널입니다. 기본값은 `SIGTERM`입니다.',
  USER: '`USER 사용자[:그룹]`\n\n이후의 `RUN`, `CMD`, `ENTRYPOINT`를 실행할 사용자를 정합니다. root가 아닌 사용자가 안전합니다.',
  VOLUME:
    '`VOLUME 경로`\n\n이 경로를 볼륨으로 둡니다. 컨테이너를 시작하면 익명 볼륨이 연결되며, 내용은 이미지에 남지 않습니다.',
  WORKDIR: '`WORKDIR 경로`\n\n이후 명령의 작업 폴더를 정합니다. 없으면 만듭니다.',
};

/** The instruction whose name stands at a column (from 1) of a line, null when something else does. */
export function instructionAt(line: string, column: number): string | null {
  const match = /^(\s*(?:ONBUILD\s+)?)([A-Za-z]+)(?=\s|$)/i.exec(line);
  if (match === null) return null;
  const [, before = '', word = ''] = match;
  const isOnbuild = before.trim() !== '' && column <= before.trimEnd().length + 1;
  const name = isOnbuild ? 'ONBUILD' : word.toUpperCase();
  const start = isOnbuild ? before.length - before.trimStart().length : before.length;
  const end = isOnbuild ? before.trimEnd().length : before.length + word.length;
  return column > start && column <= end + 1 && Object.hasOwn(koreanInstructions, name) ? name : null;
}
