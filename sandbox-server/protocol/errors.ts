/**
 * The table of errors: code → HTTP status, WebSocket close code → what a learner reads, in both languages.
 * A code without a row does not compile. Each sentence says what happened, why, and what to do next.
 *
 * Knows nothing about where an error arises; the log has its own, more detailed message.
 */
import { z } from 'zod';
import type { Localized } from './localized.ts';

/** One row: how an error is answered and told. */
export interface ErrorRow {
  /** HTTP status (RFC 9110). */
  readonly status: number;
  /** WebSocket close code (RFC 6455 §7.4.2: 4000–4999 are the application's), null when the connection stays open. */
  readonly closeCode: number | null;
  readonly text: Localized;
}

const codes = [
  'bad-request',
  'request-too-large',
  'unauthorized',
  'wrong-host',
  'wrong-origin',
  'not-found',
  'lesson-unknown',
  'session-unknown',
  'ticket-missing',
  'ticket-invalid',
  'protocol-mismatch',
  'message-invalid',
  'engine-unreachable',
  'engine-too-old',
  'runtime-unknown',
  'sandbox-image-missing',
  'sandbox-start-failed',
  'lesson-start-failed',
  'saved-files-not-back',
  'disk-nearly-full',
  'capacity-reached',
  'step-unknown',
  'rewind-failed',
  'sandbox-not-running',
  'too-many-terminals',
  'upload-too-large',
  'upload-refused',
  'sandbox-disk-full',
  'file-unknown',
  'file-exists',
  'file-changed',
  'file-refused',
  'server-stopping',
  'progress-unavailable',
  'sandbox-server-unreachable',
  'internal',
] as const;

/** The closed list of refusals and failures. */
export const errorCodeSchema = z.enum(codes);

/** One of the closed list of refusals and failures. */
export type ErrorCode = z.infer<typeof errorCodeSchema>;

/** The body of every HTTP error. */
export const errorBodySchema = z.strictObject({
  error: z.strictObject({
    code: errorCodeSchema,
    text: z.strictObject({ ko: z.string(), en: z.string() }),
    /** Which field was wrong, for developers; never anything a sandbox wrote. */
    detail: z.string().optional(),
  }),
});

/** The body of every HTTP error. */
export type ErrorBody = z.infer<typeof errorBodySchema>;

/** Every error with its answers. */
export const errorTable: Record<ErrorCode, ErrorRow> = {
  'bad-request': {
    status: 400,
    closeCode: null,
    text: {
      ko: '요청을 이해하지 못했습니다. 형식이 맞지 않습니다. 페이지를 새로 고친 뒤 다시 시도해 주세요.',
      en: 'The request could not be understood because its form is wrong. Reload the page and try again.',
    },
  },
  'request-too-large': {
    status: 413,
    closeCode: null,
    text: {
      ko: '요청이 너무 길어서 받지 않았습니다. 아무것도 바꾸지 않았습니다. 내용을 줄여 다시 시도해 주세요.',
      en: 'The request is too long and was not taken. Nothing was changed. Shorten it and try again.',
    },
  },
  unauthorized: {
    status: 401,
    closeCode: null,
    text: {
      ko: '이 요청에는 권한이 없습니다. 페이지를 새로 고친 뒤 다시 시도해 주세요.',
      en: 'This request is not authorised. Reload the page and try again.',
    },
  },
  'wrong-host': {
    status: 421,
    closeCode: null,
    text: {
      ko: '이 주소로는 Drydock을 열 수 없습니다. 다른 사이트가 내 컴퓨터에 접근하지 못하게 막아 둔 것입니다. npm start가 알려 준 주소로 열어 주세요.',
      en: 'Drydock cannot be opened under this address; other sites are kept away from your machine this way. Open the address that npm start printed.',
    },
  },
  'wrong-origin': {
    status: 403,
    closeCode: null,
    text: {
      ko: '다른 사이트에서 보낸 요청이라 거절했습니다. npm start가 알려 준 주소에서 다시 시도해 주세요.',
      en: 'The request came from another site and was refused. Try again from the address that npm start printed.',
    },
  },
  'not-found': {
    status: 404,
    closeCode: null,
    text: {
      ko: '찾는 것이 없습니다. 주소를 확인하거나 목차로 돌아가 주세요.',
      en: 'There is nothing here. Check the address or go back to the catalogue.',
    },
  },
  'lesson-unknown': {
    status: 404,
    closeCode: null,
    text: {
      ko: '그런 학습은 없습니다. 목차에서 다시 골라 주세요.',
      en: 'There is no such lesson. Choose one from the catalogue.',
    },
  },
  'session-unknown': {
    status: 404,
    closeCode: 4404,
    text: {
      ko: '그런 실습 환경은 없습니다. 이미 지워졌을 수 있습니다. 페이지를 새로 고치면 새 환경이 준비됩니다.',
      en: 'There is no such session; it may have been removed. Reload the page to get a new one.',
    },
  },
  'ticket-missing': {
    status: 401,
    closeCode: 4401,
    text: {
      ko: '입장권 없이 연결하려 했습니다. 페이지를 새로 고쳐 주세요.',
      en: 'The connection came without a ticket. Reload the page.',
    },
  },
  'ticket-invalid': {
    status: 401,
    closeCode: 4401,
    text: {
      ko: '입장권이 이미 쓰였거나 30초가 지났습니다. 다시 연결하면 새 입장권을 받습니다.',
      en: 'The ticket was already used or is older than 30 seconds. Reconnecting fetches a new one.',
    },
  },
  'protocol-mismatch': {
    status: 400,
    closeCode: 4400,
    text: {
      ko: 'Drydock이 새 판으로 바뀌었습니다. 페이지를 새로 고쳐 주세요.',
      en: 'Drydock has been updated meanwhile. Reload the page.',
    },
  },
  'message-invalid': {
    status: 400,
    closeCode: 4400,
    text: {
      ko: '브라우저가 알 수 없는 메시지를 보냈습니다. 페이지를 새로 고쳐 주세요.',
      en: 'The browser sent a message that is not understood. Reload the page.',
    },
  },
  'engine-unreachable': {
    status: 503,
    closeCode: null,
    text: {
      ko: 'Docker Engine이 응답하지 않습니다. 꺼졌을 수 있습니다. Drydock을 띄운 터미널에서 npm start를 다시 실행해 주세요. 저장된 학습 기록은 그대로입니다.',
      en: 'The Docker Engine does not answer; it may have been stopped. Run npm start again in the terminal where Drydock was started. Your saved progress is safe.',
    },
  },
  'engine-too-old': {
    status: 503,
    closeCode: null,
    text: {
      ko: 'Docker Engine이 너무 오래되었습니다. 20.10 이상으로 올린 뒤 npm start를 다시 실행해 주세요.',
      en: 'The Docker Engine is too old. Update it to 20.10 or newer and run npm start again.',
    },
  },
  'runtime-unknown': {
    status: 503,
    closeCode: null,
    text: {
      ko: 'SANDBOX_RUNTIME에 적힌 런타임을 Docker Engine이 모릅니다. 설치되지 않았거나 등록되지 않았습니다. 설치한 뒤 Docker Engine과 npm start를 다시 실행하거나, SANDBOX_RUNTIME을 비워 두세요.',
      en: 'The Docker Engine does not know the runtime named in SANDBOX_RUNTIME; it is not installed or not registered. Install it, restart Docker Engine and run npm start again, or leave SANDBOX_RUNTIME empty.',
    },
  },
  'sandbox-image-missing': {
    status: 503,
    closeCode: null,
    text: {
      ko: '실습 환경 이미지가 없습니다. npm start를 다시 실행하면 만들어집니다.',
      en: 'The sandbox image is missing. Run npm start again to build it.',
    },
  },
  'sandbox-start-failed': {
    status: 503,
    closeCode: null,
    text: {
      ko: '실습 환경을 시작하지 못했습니다. 다시 시도해 주세요. 계속되면 “처음부터”로 환경을 새로 만들 수 있습니다.',
      en: 'The sandbox could not be started. Try again; if it keeps failing, “Start over” makes a new one.',
    },
  },
  'lesson-start-failed': {
    status: 500,
    closeCode: null,
    text: {
      ko: '이 학습의 시작 상태를 만들지 못했습니다. 학습의 파일이나 시작 명령에 문제가 있을 수 있으며, 여러분의 실수가 아닙니다. 다시 시도해 주세요. 계속되면 다른 학습을 먼저 해 주세요.',
      en: 'What this lesson needs at its start could not be prepared; its files or start commands may be at fault, and it is not your mistake. Try again; if it keeps failing, do another lesson first.',
    },
  },
  'saved-files-not-back': {
    status: 503,
    closeCode: null,
    text: {
      ko: '실습 환경의 디스크를 잃었고, 저장해 둔 파일을 새 환경에 되돌려 놓지도 못했습니다. 저장된 파일은 그대로 있으니 다시 시도해 주세요. 계속되면 “처음부터”로 파일 없이 새로 시작할 수 있습니다.',
      en: 'The disk of your sandbox was lost, and your saved files could not be put into a new one. They are still kept, so try again; if it keeps failing, “Start over” makes a new sandbox without them.',
    },
  },
  'disk-nearly-full': {
    status: 507,
    closeCode: null,
    text: {
      ko: '이 컴퓨터의 디스크가 거의 찼습니다. 공간을 비운 뒤 다시 시도해 주세요.',
      en: 'The disk of this machine is nearly full. Free some space and try again.',
    },
  },
  'capacity-reached': {
    status: 503,
    closeCode: null,
    text: {
      ko: '실습 환경을 기다리는 줄이 너무 깁니다. 잠시 뒤 다시 시도해 주세요.',
      en: 'The queue for a sandbox is too long. Try again in a few minutes.',
    },
  },
  'step-unknown': {
    status: 404,
    closeCode: null,
    text: {
      ko: '이 학습에는 그런 단계가 없거나 그 단계로 갈 수 없습니다. 페이지를 새로 고친 뒤 다시 골라 주세요.',
      en: 'This lesson has no such step, or there is no way to it. Reload the page and choose again.',
    },
  },
  'rewind-failed': {
    status: 500,
    closeCode: null,
    text: {
      ko: '그 단계의 처음으로 돌아가지 못했습니다. 실습 환경이 바쁘거나 고장 났을 수 있습니다. 다시 시도하고, 계속되면 “처음부터”로 환경을 새로 만들어 주세요.',
      en: 'Going to the beginning of that step failed; the sandbox may be busy or broken. Try again; if it keeps failing, “Start over” makes a new one.',
    },
  },
  'sandbox-not-running': {
    status: 409,
    closeCode: null,
    text: {
      ko: '실습 환경이 지금 실행되고 있지 않습니다. 다시 시작한 뒤 시도해 주세요.',
      en: 'The sandbox is not running at the moment. Start it again, then try once more.',
    },
  },
  'too-many-terminals': {
    status: 409,
    closeCode: null,
    text: {
      ko: '터미널은 한 번에 8개까지 열 수 있습니다. 쓰지 않는 터미널을 닫고 다시 시도해 주세요.',
      en: 'Eight terminals are the most that can be open at once. Close one you do not use and try again.',
    },
  },
  'upload-too-large': {
    status: 413,
    closeCode: null,
    text: {
      ko: '올리려는 파일이 너무 큽니다. 한 번에 합쳐서 200 MB까지 올릴 수 있습니다. 나누어 올려 주세요.',
      en: 'The files are too large. Together they may have 200 MB at a time; upload them in parts.',
    },
  },
  'upload-refused': {
    status: 400,
    closeCode: null,
    text: {
      ko: '올리려는 파일의 이름이나 종류를 받을 수 없습니다. 폴더 밖을 가리키는 이름과 너무 긴 이름은 쓸 수 없습니다. 이름을 바꾸어 다시 올려 주세요.',
      en: 'A file’s name or kind cannot be taken: names that lead out of the folder and names that are too long are refused. Rename it and upload again.',
    },
  },
  'sandbox-disk-full': {
    status: 507,
    closeCode: null,
    text: {
      ko: '실습 환경의 디스크가 가득 찼습니다. 쓰지 않는 파일이나 이미지를 지우거나(docker system prune) 앞 단계로 되돌린 뒤 다시 시도해 주세요.',
      en: 'The disk of the sandbox is full. Remove files or images you do not need (docker system prune) or rewind, then try again.',
    },
  },
  'file-unknown': {
    status: 404,
    closeCode: null,
    text: {
      ko: '그 파일이나 폴더가 이제 없습니다. 터미널에서 지웠거나 이름을 바꾼 것 같습니다. 파일 목록에서 다시 골라 주세요.',
      en: 'That file or folder is not there any more. It was probably removed or renamed in the terminal. Choose it again in the list.',
    },
  },
  'file-exists': {
    status: 409,
    closeCode: null,
    text: {
      ko: '같은 이름의 파일이나 폴더가 이미 있습니다. 아무것도 바꾸지 않았습니다. 다른 이름을 써 주세요.',
      en: 'There is a file or folder of that name already. Nothing was changed. Use another name.',
    },
  },
  'file-changed': {
    status: 409,
    closeCode: null,
    text: {
      ko: '편집하는 동안 다른 곳에서 파일이 바뀌었습니다. 아무것도 덮어쓰지 않았습니다. 두 내용을 비교해 고르세요.',
      en: 'The file was changed elsewhere while you were editing it. Nothing was overwritten. Compare both and choose.',
    },
  },
  'file-refused': {
    status: 403,
    closeCode: null,
    text: {
      ko: '그 파일이나 폴더에는 할 수 없는 일입니다. 다른 사용자의 것이거나 폴더 밖으로 이어지는 링크일 수 있습니다. 터미널에서 ls -l로 확인해 보세요.',
      en: 'That cannot be done with this file or folder. It may belong to another user, or be a link that leads out of your folder. Look at it with ls -l in the terminal.',
    },
  },
  'server-stopping': {
    status: 503,
    closeCode: 4503,
    text: {
      ko: 'Drydock이 멈추는 중입니다. 하던 일은 남아 있습니다. npm start로 다시 띄우면 이어서 할 수 있습니다.',
      en: 'Drydock is being stopped. Your work is kept; start it again with npm start to go on.',
    },
  },
  'progress-unavailable': {
    status: 503,
    closeCode: null,
    text: {
      ko: '학습 기록을 저장하지 못했습니다. 저장될 때까지 계속 다시 시도합니다.',
      en: 'Your progress could not be saved yet. Saving is retried until it succeeds.',
    },
  },
  'sandbox-server-unreachable': {
    status: 503,
    closeCode: null,
    text: {
      ko: '실습 서버가 응답하지 않습니다. 잠시 뒤 자동으로 다시 연결합니다. 계속되면 npm start를 다시 실행해 주세요.',
      en: 'The sandbox server does not answer. It is retried by itself; if that lasts, run npm start again.',
    },
  },
  internal: {
    status: 500,
    closeCode: 1011,
    text: {
      ko: 'Drydock 안에서 문제가 생겼습니다. 여러분의 실수가 아닙니다. 다시 시도해 주세요.',
      en: 'Something went wrong inside Drydock; it is not your mistake. Try again.',
    },
  },
};

/** The body of an HTTP error, ready to send. */
export function errorBody(code: ErrorCode, detail?: string): ErrorBody {
  const { text } = errorTable[code];
  return { error: detail === undefined ? { code, text } : { code, text, detail } };
}

/** An error that has a row in the table; thrown inside, answered at the edge. */
export class DrydockError extends Error {
  override readonly name = 'DrydockError';

  constructor(
    readonly code: ErrorCode,
    /** For the log and for developers; a learner reads the table's sentence. */
    detail?: string,
    options?: ErrorOptions,
  ) {
    super(detail ?? code, options);
  }
}
