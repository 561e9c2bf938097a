/**
 * What a preview says in place of a page: what happened, why, and what to do next, in both languages.
 *
 * Knows nothing about HTML. `Backquotes` mark code. Names of containers are hostile text and are only ever shown.
 */
import type { Localized } from '#protocol/localized.ts';
import type { PublishedPort } from '#protocol/preview.ts';
import type { Diagnosis } from './diagnosis.ts';

/** A page without a page. */
export interface Explanation {
  readonly status: number;
  readonly title: Localized;
  readonly text: readonly Localized[];
  /** Commands that help, one per line. */
  readonly commands: readonly string[];
}

/** Somebody without a cookie. */
export const notAdmitted: Explanation = {
  status: 401,
  title: { ko: '실습 화면에서 열어 주세요', en: 'Open this from the lesson page' },
  text: [
    {
      ko: '이 주소는 실습 화면의 미리 보기에서 열 때만 보입니다. 입장권이 없거나, 이미 쓰였거나, 기한이 지났습니다. 실습 화면에서 포트를 다시 눌러 주세요.',
      en: 'This address only opens from the preview of your lesson page. There was no ticket, or it was used already or has expired. Choose the port on the lesson page again.',
    },
    {
      ko: '실습 화면에서도 이 글이 보이면 브라우저가 쿠키를 막고 있는 것입니다. “새 탭에서 열기”를 쓰거나 다른 브라우저로 열어 주세요.',
      en: 'If you see this on the lesson page itself, your browser blocks the cookie. Use “Open in a new tab”, or another browser.',
    },
  ],
  commands: [],
};

/** A request that is none a preview takes. */
export const notUnderstood: Explanation = {
  status: 400,
  title: { ko: '요청을 이해하지 못했습니다', en: 'The request was not understood' },
  text: [
    {
      ko: '미리 보기가 받을 수 없는 형식의 요청입니다. 실습 화면에서 포트를 다시 눌러 주세요.',
      en: 'A preview does not take requests of this form. Choose the port on the lesson page again.',
    },
  ],
  commands: [],
};

/** Why a page is not there. */
export function explanationOf(diagnosis: Diagnosis): Explanation {
  switch (diagnosis.kind) {
    case 'unpublished':
      return unpublished(diagnosis.port, diagnosis.published);
    case 'exited':
      return {
        status: 502,
        title: { ko: '컨테이너가 끝났습니다', en: 'The container has exited' },
        text: [
          {
            ko: `${String(diagnosis.port)}번 포트를 열었던 \`${diagnosis.container}\` 컨테이너가 종료 코드 ${String(diagnosis.exitCode)}로 끝났습니다. 컨테이너는 안의 주 프로세스가 끝나면 함께 끝나고, 연 포트도 닫힙니다.`,
            en: `The container \`${diagnosis.container}\`, which had published port ${String(diagnosis.port)}, has exited with code ${String(diagnosis.exitCode)}. A container ends when its main process does, and its ports close with it.`,
          },
          {
            ko: '로그에서 이유를 찾아 고친 뒤 다시 시작하세요. 포트가 열리면 미리 보기가 저절로 돌아옵니다.',
            en: 'Look for the reason in its logs, then start it again. The preview comes back by itself when the port opens.',
          },
        ],
        commands: commandsFor(diagnosis.container, ['docker container logs', 'docker container start']),
      };
    case 'not-started':
      return {
        status: 502,
        title: { ko: '컨테이너가 아직 시작되지 않았습니다', en: 'The container has not been started' },
        text: [
          {
            ko: `\`${diagnosis.container}\` 컨테이너는 만들어졌지만 실행된 적이 없습니다. ${String(diagnosis.port)}번 포트는 컨테이너가 실행될 때 열립니다.`,
            en: `The container \`${diagnosis.container}\` was created but never started. Port ${String(diagnosis.port)} opens when it runs.`,
          },
        ],
        commands: commandsFor(diagnosis.container, ['docker container start']),
      };
    case 'paused':
      return {
        status: 504,
        title: { ko: '컨테이너가 멈춰 있습니다', en: 'The container is paused' },
        text: [
          {
            ko: `\`${diagnosis.container}\` 컨테이너가 일시 정지되어 있어 응답하지 못합니다. 다시 움직이게 한 뒤 새로 고치세요.`,
            en: `The container \`${diagnosis.container}\` is paused and cannot answer. Unpause it, then reload.`,
          },
        ],
        commands: commandsFor(diagnosis.container, ['docker container unpause']),
      };
    case 'not-listening':
      return notListening(diagnosis, diagnosis.listening);
    case 'loopback-only':
      return {
        status: 502,
        title: {
          ko: '컨테이너 안에서만 들리는 주소에서 기다리고 있습니다',
          en: 'The server only listens inside its container',
        },
        text: [
          {
            ko: `\`${diagnosis.container}\` 컨테이너의 서버는 ${String(diagnosis.containerPort)}번 포트에서 기다리지만 \`127.0.0.1\`에만 묶여 있습니다. 컨테이너 안의 \`127.0.0.1\`은 그 컨테이너 자신이라서, 포트를 공개해도 밖에서는 닿지 않습니다.`,
            en: `The server in the container \`${diagnosis.container}\` listens on port ${String(diagnosis.containerPort)}, but on \`127.0.0.1\` only. Inside a container \`127.0.0.1\` is the container itself, so nobody outside can reach it, published or not.`,
          },
          {
            ko: '서버 설정에서 주소를 `0.0.0.0`으로 바꾸고 컨테이너를 다시 만드세요. 설정 이름은 흔히 `HOST`, `--host`, `bind`입니다.',
            en: 'Set the address of the server to `0.0.0.0` and make the container again. The setting is often called `HOST`, `--host` or `bind`.',
          },
        ],
        commands: [],
      };
    case 'not-http':
      return {
        status: 502,
        title: { ko: '웹 페이지가 아닌 것이 응답했습니다', en: 'What answers is not a web page' },
        text: [
          {
            ko: `\`${diagnosis.container}\` 컨테이너의 ${String(diagnosis.containerPort)}번 포트는 열려 있지만 HTTP로 응답하지 않습니다. 데이터베이스처럼 다른 규약을 쓰거나, HTTPS만 받는 서버일 수 있습니다.`,
            en: `Port ${String(diagnosis.containerPort)} of the container \`${diagnosis.container}\` is open but does not answer in HTTP. It may speak another protocol, as databases do, or take HTTPS only.`,
          },
          {
            ko: '미리 보기는 HTTP만 보여 줍니다. 터미널에서 그 서버에 맞는 프로그램으로 연결해 보세요.',
            en: 'The preview shows HTTP only. Connect from the terminal with a program made for that server.',
          },
        ],
        commands: commandsFor(diagnosis.container, ['docker container logs']),
      };
    case 'silent':
      return {
        status: 504,
        title: { ko: '응답이 너무 늦습니다', en: 'The page takes too long' },
        text: [
          {
            ko: `\`${diagnosis.container}\` 컨테이너가 요청을 받았지만 30초 동안 아무 응답도 하지 않았습니다. 다른 서비스를 기다리고 있거나 바쁠 수 있습니다. 로그를 본 뒤 새로 고치세요.`,
            en: `The container \`${diagnosis.container}\` took the request but sent nothing for 30 seconds. It may be waiting for another service, or be busy. Look at its logs, then reload.`,
          },
        ],
        commands: commandsFor(diagnosis.container, ['docker container logs']),
      };
    case 'closed':
      return {
        status: 502,
        title: { ko: '응답 없이 연결이 끊겼습니다', en: 'The connection ended without an answer' },
        text: [
          {
            ko: `\`${diagnosis.container}\` 컨테이너의 ${String(diagnosis.containerPort)}번 포트가 연결을 받자마자 끊었습니다. 막 시작하는 중이거나 오류가 났을 수 있습니다. 로그를 본 뒤 새로 고치세요.`,
            en: `Port ${String(diagnosis.containerPort)} of the container \`${diagnosis.container}\` took the connection and ended it. It may just be starting, or have failed. Look at its logs, then reload.`,
          },
        ],
        commands: commandsFor(diagnosis.container, ['docker container logs']),
      };
    case 'engine-silent':
      return {
        status: 502,
        title: { ko: '실습 환경이 응답하지 않습니다', en: 'The sandbox does not answer' },
        text: [
          {
            ko: `${String(diagnosis.port)}번 포트가 응답하지 않는 이유를 알아내지 못했습니다. 실습 환경의 Docker Engine이 꺼졌거나 컨테이너가 막 지워졌을 수 있습니다. 터미널에서 상태를 확인한 뒤 새로 고치세요.`,
            en: `Why port ${String(diagnosis.port)} does not answer could not be found out. The Docker Engine of the sandbox may be down, or the container was just removed. Check in the terminal, then reload.`,
          },
        ],
        commands: ['docker container ls --all'],
      };
  }
}

function unpublished(port: number, published: readonly PublishedPort[]): Explanation {
  const list = published.map((one) => `${String(one.port)} (\`${one.container}\`)`).join(', ');
  return {
    status: 404,
    title: { ko: `${String(port)}번 포트에 공개된 것이 없습니다`, en: `Nothing is published on port ${String(port)}` },
    text: [
      {
        ko: '실행 중인 컨테이너 가운데 이 포트를 공개한 것이 없습니다. 컨테이너를 만들 때 `-p`로 포트를 공개합니다.',
        en: 'No running container publishes this port. A port is published with `-p` when the container is made.',
      },
      published.length === 0
        ? { ko: '지금은 공개된 포트가 하나도 없습니다.', en: 'At the moment no port is published at all.' }
        : { ko: `지금 공개된 포트: ${list}`, en: `Published at the moment: ${list}` },
    ],
    commands: ['docker container ls --all'],
  };
}

function notListening({ container, containerPort, port }: PublishedPort, listening: readonly number[]): Explanation {
  const [other] = listening;
  return {
    status: 502,
    title: {
      ko: `컨테이너의 ${String(containerPort)}번 포트에서 아무도 기다리지 않습니다`,
      en: `Nothing listens on port ${String(containerPort)} of the container`,
    },
    text: [
      {
        ko: `${String(port)}번 포트는 \`${container}\` 컨테이너의 ${String(containerPort)}번 포트로 이어지지만, 그 안에서 기다리는 프로그램이 없습니다.`,
        en: `Port ${String(port)} leads to port ${String(containerPort)} of the container \`${container}\`, but no program listens there.`,
      },
      other === undefined
        ? {
            ko: '서버가 아직 시작하는 중이거나 시작하지 못했습니다. 로그를 본 뒤 새로 고치세요.',
            en: 'The server is still starting, or could not start. Look at its logs, then reload.',
          }
        : {
            ko: `이 컨테이너의 서버는 ${listening.map(String).join(', ')}번 포트에서 기다립니다. 컨테이너를 지우고 \`-p ${String(port)}:${String(other)}\`로 다시 만드세요.`,
            en: `The server in it listens on port ${listening.map(String).join(', ')}. Remove the container and make it again with \`-p ${String(port)}:${String(other)}\`.`,
          },
    ],
    commands: commandsFor(container, ['docker container logs']),
  };
}

/** Commands about a container; none when its name is no name, so that nobody copies something else. */
function commandsFor(container: string, commands: readonly string[]): readonly string[] {
  return /^[A-Za-z0-9][\w.-]{0,127}$/.test(container) ? commands.map((command) => `${command} ${container}`) : [];
}
