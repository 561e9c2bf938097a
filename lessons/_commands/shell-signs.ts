/**
 * What the signs and reserved words of a shell mean.
 *
 * Knows no commands.
 */
import type { LocalizedText } from '#lessons/_schema/check.ts';

const signs: Readonly<Record<string, LocalizedText>> = {
  '|': {
    ko: '왼쪽 명령의 출력을 오른쪽 명령의 입력으로 보냅니다.',
    en: 'Sends what the left command prints to the right one.',
  },
  '|&': {
    ko: '왼쪽 명령의 출력과 오류를 오른쪽 명령의 입력으로 보냅니다.',
    en: 'Sends what the left command prints, errors too, to the right one.',
  },
  '&&': {
    ko: '앞의 명령이 성공했을 때만 다음 명령을 실행합니다.',
    en: 'Runs the next command only if the one before succeeded.',
  },
  '||': {
    ko: '앞의 명령이 실패했을 때만 다음 명령을 실행합니다.',
    en: 'Runs the next command only if the one before failed.',
  },
  ';': { ko: '명령을 차례로 실행합니다.', en: 'Separates commands that run one after another.' },
  '&': { ko: '앞의 명령을 뒤에서 실행합니다.', en: 'Runs the command before it in the background.' },
  '(': {
    ko: '괄호 안의 명령을 따로 연 셸에서 실행합니다.',
    en: 'Runs the commands in parentheses in a shell of their own.',
  },
  '!': { ko: '명령의 성공과 실패를 뒤집습니다.', en: 'Turns success into failure and failure into success.' },
  do: { ko: '반복할 명령이 시작됩니다.', en: 'The commands to repeat begin here.' },
  done: { ko: '반복할 명령이 끝납니다.', en: 'The commands to repeat end here.' },
  while: {
    ko: '조건이 맞는 동안 do와 done 사이의 명령을 반복합니다.',
    en: 'Repeats the commands between do and done as long as the condition holds.',
  },
  until: {
    ko: '조건이 맞을 때까지 do와 done 사이의 명령을 반복합니다.',
    en: 'Repeats the commands between do and done until the condition holds.',
  },
  if: {
    ko: '조건이 맞으면 then 다음의 명령을 실행합니다.',
    en: 'Runs the commands after then if the condition holds.',
  },
  then: { ko: '조건이 맞을 때 실행할 명령이 시작됩니다.', en: 'The commands for when the condition holds begin here.' },
  elif: {
    ko: '앞의 조건이 맞지 않으면 다른 조건을 알아봅니다.',
    en: 'If the condition before does not hold, tries another one.',
  },
  else: {
    ko: '조건이 맞지 않을 때 실행할 명령이 시작됩니다.',
    en: 'The commands for when the condition does not hold begin here.',
  },
  fi: { ko: 'if로 시작한 조건이 끝납니다.', en: 'The condition that began with if ends here.' },
};

/** What a sign between commands means; null when that is not known. */
export function explainSign(sign: string): LocalizedText | null {
  return Object.hasOwn(signs, sign) ? (signs[sign] ?? null) : null;
}

/** What is put in place of `$(…)` or backquotes. */
export const substitution: LocalizedText = {
  ko: '안의 명령을 먼저 실행하고, 그 출력을 이 자리에 넣습니다.',
  en: 'Runs the command inside first and puts what it prints here.',
};

/** Text between `<<END` and `END`. */
export const hereDocument: LocalizedText = {
  ko: '명령의 입력이 되는 글입니다.',
  en: 'The text that becomes the command’s input.',
};

/** What a redirection does with the word after it. */
export function explainRedirection(sign: string, target: string | null): LocalizedText | null {
  const [, channel = '', kind = ''] = /^(\d*|&)([<>].*)$/.exec(sign) ?? [];
  if (target === null) return null;
  if (kind === '<')
    return { ko: `입력을 파일 ${target}에서 읽습니다.`, en: `Reads the input from the file ${target}.` };
  if (kind === '<<' || kind === '<<-')
    return {
      ko: `${target}만 있는 줄이 나올 때까지의 글을 입력으로 줍니다.`,
      en: `Gives the text up to a line with only ${target} as the input.`,
    };
  if (kind === '<<<') return { ko: '뒤의 글을 입력으로 줍니다.', en: 'Gives the text after it as the input.' };
  if (sign === '2>&' && target === '1')
    return { ko: '오류도 출력과 같은 곳으로 보냅니다.', en: 'Sends errors to the same place as the output.' };
  if (sign === '>&' && target === '2')
    return { ko: '출력을 오류와 같은 곳으로 보냅니다.', en: 'Sends the output to the same place as errors.' };
  if (!['>', '>>', '>|'].includes(kind)) return null;
  const what = {
    '': ['출력을', 'the output'],
    '1': ['출력을', 'the output'],
    '2': ['오류를', 'errors'],
    '&': ['출력과 오류를', 'the output and errors'],
  }[channel];
  if (what === undefined) return null;
  const [ko = '', en = ''] = what;
  if (target === '/dev/null') return { ko: `${ko} 버립니다.`, en: `Throws ${en} away.` };
  return kind === '>>'
    ? { ko: `${ko} 파일 ${target}의 끝에 덧붙입니다.`, en: `Adds ${en} to the end of the file ${target}.` }
    : {
        ko: `${ko} 파일 ${target}에 씁니다. 있던 내용은 사라집니다.`,
        en: `Writes ${en} to the file ${target}, replacing what was in it.`,
      };
}
