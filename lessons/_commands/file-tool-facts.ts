/**
 * The usual tools for files and texts, as far as the course uses them. Only flags that mean the same
 * everywhere are listed.
 *
 * Knows nothing about how a line is read.
 */
import { argument, command, flag, option, repeated, type CommandFacts } from './command-facts.ts';

const files = repeated('text', '파일이나 디렉터리입니다.', 'A file or directory.');

const words = repeated('text', '명령에 주는 값입니다.', 'A value given to the command.');

const lineCount = [
  option('-n', 'count', '보여 줄 줄의 수입니다.', 'How many lines are shown.'),
  option('-c', 'text', '보여 줄 바이트의 수입니다.', 'How many bytes are shown.'),
];

export const fileToolFacts: readonly CommandFacts[] = [
  command('cd', '작업할 디렉터리를 옮깁니다.', 'Moves to another directory.', {
    words: [
      argument(
        'text',
        '옮겨 갈 디렉터리입니다. ..은 한 단계 위입니다.',
        'The directory to move to; .. is the one above.',
      ),
    ],
  }),
  command('pwd', '지금 있는 디렉터리를 보여 줍니다.', 'Shows the directory you are in.'),
  command('ls', '디렉터리에 있는 파일의 목록을 보여 줍니다.', 'Lists the files in a directory.', {
    flags: [
      flag('-l', '크기, 날짜, 권한까지 자세히 보여 줍니다.', 'Shows sizes, dates and permissions as well.'),
      flag(
        '-a, --all',
        '점(.)으로 시작하는 숨은 파일까지 보여 줍니다.',
        'Shows hidden files, whose names start with a dot, as well.',
      ),
      flag('-h', '크기를 읽기 쉬운 단위로 보여 줍니다.', 'Shows sizes in units that are easy to read.'),
      flag('-R', '하위 디렉터리까지 모두 보여 줍니다.', 'Shows everything below as well.'),
      flag('-t', '최근에 바뀐 것부터 보여 줍니다.', 'Shows what changed last first.'),
      flag('-1', '한 줄에 하나씩 보여 줍니다.', 'Shows one on each line.'),
    ],
    words: [files],
  }),
  command('cat', '파일의 내용을 이어서 보여 줍니다.', 'Shows the content of files, one after another.', {
    flags: [flag('-n', '줄 번호를 붙입니다.', 'Numbers the lines.')],
    words: [files],
  }),
  command('echo', '글을 화면에 씁니다.', 'Prints a text.', {
    flags: [
      flag('-n', '끝에서 줄을 바꾸지 않습니다.', 'Does not end the line.'),
      flag('-e', '\\n과 같은 표시를 해석합니다.', 'Understands signs such as \\n.'),
    ],
    words: [repeated('text', '쓸 글입니다.', 'The text to print.')],
  }),
  command('printf', '형식에 맞추어 글을 씁니다.', 'Prints a text by a pattern.', {
    words: [argument('text', '글의 형식입니다.', 'The pattern of the text.'), words],
  }),
  command(
    'curl',
    '주소로 요청을 보내고 받은 응답을 보여 줍니다.',
    'Sends a request to an address and shows the answer.',
    {
      flags: [
        flag('-s, --silent', '진행 상황과 오류를 보여 주지 않습니다.', 'Shows neither progress nor errors.'),
        flag('-S, --show-error', '-s와 함께 써도 오류는 보여 줍니다.', 'Shows errors even with -s.'),
        flag('-i, --include', '응답의 머리글(헤더)까지 보여 줍니다.', 'Shows the headers of the answer as well.'),
        flag('-I, --head', '응답의 머리글(헤더)만 받습니다.', 'Asks for the headers only.'),
        flag('-f, --fail', '오류 응답이면 실패로 끝납니다.', 'Fails if the answer is an error.'),
        flag('-L, --location', '다른 주소로 옮겼다는 응답이면 따라갑니다.', 'Follows the answer to another address.'),
        flag('-v, --verbose', '주고받는 과정을 자세히 보여 줍니다.', 'Shows every step of the exchange.'),
        flag('-k, --insecure', '서버의 인증서를 확인하지 않습니다.', 'Does not check the server’s certificate.'),
        option('-X, --request', 'http-method', '요청의 종류(메서드)를 정합니다.', 'Sets the method of the request.'),
        option('-H, --header', 'text', '요청에 머리글(헤더)을 더합니다.', 'Adds a header to the request.'),
        option('-d, --data', 'text', '요청과 함께 보낼 내용입니다.', 'The content to send along.'),
        option(
          '-o, --output',
          'text',
          '응답을 화면 대신 파일에 씁니다.',
          'Writes the answer to a file instead of the screen.',
        ),
        flag(
          '-O, --remote-name',
          '주소 끝의 이름으로 파일에 저장합니다.',
          'Saves the answer under the name at the end of the address.',
        ),
        option(
          '-w, --write-out',
          'text',
          '끝난 뒤 응답의 정보를 이 형식으로 씁니다.',
          'Prints facts about the answer in this form at the end.',
        ),
        option('-u, --user', 'text', '사용자 이름과 비밀번호입니다.', 'The user name and password.'),
        option(
          '--unix-socket',
          'text',
          '네트워크 대신 이 소켓 파일로 연결합니다.',
          'Connects through this socket file instead of the network.',
        ),
        option(
          '--resolve',
          'text',
          '이 호스트와 포트는 정해 준 주소로 연결합니다.',
          'Connects to the given address for this host and port.',
        ),
        option(
          '--cacert',
          'text',
          '믿을 인증 기관(CA)의 인증서 파일입니다.',
          'The certificate of the authority (CA) to trust.',
        ),
        option('--cert', 'text', '내 인증서 파일입니다.', 'The file of your own certificate.'),
        option('--key', 'text', '내 개인 키 파일입니다.', 'The file of your private key.'),
        option('-m, --max-time', 'text', '기다릴 시간(초)의 한도입니다.', 'How many seconds it may take at most.'),
        option('--retry', 'count', '실패하면 다시 해 볼 횟수입니다.', 'How often to try again after a failure.'),
      ],
      words: [repeated('text', '요청을 보낼 주소(URL)입니다.', 'The address (URL) to send the request to.')],
    },
  ),
  command('wget', '주소에서 파일을 내려받습니다.', 'Downloads a file from an address.'),
  command('grep', '무늬에 맞는 줄만 골라 보여 줍니다.', 'Shows only the lines that match a pattern.', {
    flags: [
      flag('-i', '대문자와 소문자를 구별하지 않습니다.', 'Takes capital and small letters as the same.'),
      flag('-v', '맞지 않는 줄을 보여 줍니다.', 'Shows the lines that do not match.'),
      flag('-q', '보여 주지 않고 있는지만 알려 줍니다.', 'Shows nothing and only tells whether there is a match.'),
      flag('-c', '맞는 줄의 수를 보여 줍니다.', 'Shows how many lines match.'),
      flag('-n', '줄 번호를 붙입니다.', 'Numbers the lines.'),
      flag('-o', '줄에서 맞는 부분만 보여 줍니다.', 'Shows only the part of the line that matches.'),
      flag('-E', '확장된 정규 표현식을 씁니다.', 'Uses extended regular expressions.'),
      flag('-r, -R', '하위 디렉터리까지 찾습니다.', 'Searches everything below as well.'),
      option('-A', 'count', '맞는 줄 뒤로 함께 보여 줄 줄의 수입니다.', 'How many lines after a match are shown.'),
      option('-B', 'count', '맞는 줄 앞으로 함께 보여 줄 줄의 수입니다.', 'How many lines before a match are shown.'),
    ],
    words: [argument('text', '찾을 무늬입니다.', 'The pattern to look for.'), files],
  }),
  command('head', '앞의 몇 줄만 보여 줍니다.', 'Shows only the first lines.', { flags: lineCount, words: [files] }),
  command('tail', '끝의 몇 줄만 보여 줍니다.', 'Shows only the last lines.', {
    flags: [
      ...lineCount,
      flag('-f', '새로 더해지는 줄을 계속 보여 줍니다.', 'Goes on showing lines as they are added.'),
    ],
    words: [files],
  }),
  command('wc', '줄, 단어, 바이트의 수를 셉니다.', 'Counts lines, words and bytes.', {
    flags: [
      flag('-l', '줄의 수만 셉니다.', 'Counts lines only.'),
      flag('-w', '단어의 수만 셉니다.', 'Counts words only.'),
      flag('-c', '바이트의 수만 셉니다.', 'Counts bytes only.'),
    ],
    words: [files],
  }),
  command('sort', '줄을 순서대로 늘어놓습니다.', 'Sorts lines.', {
    flags: [
      flag('-r', '거꾸로 늘어놓습니다.', 'Sorts the other way round.'),
      flag('-n', '숫자의 크기로 비교합니다.', 'Compares as numbers.'),
      flag('-u', '같은 줄은 하나만 남깁니다.', 'Keeps only one of equal lines.'),
    ],
    words: [files],
  }),
  command('uniq', '이어진 같은 줄을 하나로 합칩니다.', 'Joins equal lines that follow one another.', {
    flags: [flag('-c', '몇 줄이었는지 세어 붙입니다.', 'Puts in front how many there were.')],
    words: [files],
  }),
  command('cut, awk, tr', '글의 일부를 고르거나 바꿉니다.', 'Picks or changes parts of a text.'),
  command('sed', '글의 일부를 고르거나 바꿉니다.', 'Picks or changes parts of a text.', {
    flags: [flag('-i', '보여 주는 대신 파일을 고칩니다.', 'Changes the file itself instead of showing the result.')],
    words: [argument('text', '바꾸는 방법입니다.', 'How it is changed.'), files],
  }),
  command(
    'jq',
    'JSON에서 필요한 부분을 골라 읽기 쉽게 보여 줍니다.',
    'Picks parts of JSON and shows them in a readable form.',
  ),
  command('mkdir', '디렉터리를 만듭니다.', 'Makes directories.', {
    flags: [
      flag(
        '-p',
        '위의 디렉터리도 함께 만들고, 이미 있어도 괜찮습니다.',
        'Makes those above as well, and does not mind if it exists.',
      ),
    ],
    words: [files],
  }),
  command('rm', '파일을 삭제합니다. 되돌릴 수 없습니다.', 'Deletes files. This cannot be undone.', {
    flags: [
      flag('-r, -R', '디렉터리와 그 안의 것을 모두 삭제합니다.', 'Deletes directories with all that is in them.'),
      flag('-f', '묻지 않고, 없는 파일도 문제 삼지 않습니다.', 'Does not ask, and does not mind missing files.'),
    ],
    words: [files],
  }),
  command('rmdir', '빈 디렉터리를 삭제합니다.', 'Deletes empty directories.'),
  command('cp', '파일을 복사합니다.', 'Copies files.', {
    flags: [
      flag('-r, -R', '디렉터리와 그 안의 것을 모두 복사합니다.', 'Copies directories with all that is in them.'),
      flag(
        '-a',
        '권한과 날짜까지 그대로, 디렉터리째 복사합니다.',
        'Copies directories too, keeping permissions and dates.',
      ),
    ],
    words: [files],
  }),
  command('mv', '파일을 옮기거나 이름을 바꿉니다.', 'Moves or renames files.', {
    flags: [flag('-f', '묻지 않고 덮어씁니다.', 'Overwrites without asking.')],
    words: [files],
  }),
  command(
    'touch',
    '빈 파일을 만들거나 파일의 날짜를 지금으로 바꿉니다.',
    'Makes an empty file, or sets a file’s date to now.',
  ),
  command('chmod', '파일의 권한을 바꿉니다.', 'Changes the permissions of files.', {
    words: [argument('text', '줄 권한입니다.', 'The permissions to give.'), files],
  }),
  command('chown', '파일의 소유자를 바꿉니다.', 'Changes the owner of files.'),
  command('ln', '파일을 가리키는 링크를 만듭니다.', 'Makes a link to a file.'),
  command('tee', '입력을 화면과 파일에 함께 씁니다.', 'Writes its input to the screen and to files.', {
    flags: [flag('-a', '파일의 끝에 덧붙입니다.', 'Adds to the end of the files.')],
    words: [files],
  }),
  command('find', '조건에 맞는 파일을 찾습니다.', 'Finds files that meet conditions.'),
  command('tar', '여러 파일을 하나로 묶거나 풉니다.', 'Packs files into one archive or unpacks it.', {
    flags: [
      flag('-c, --create', '묶습니다.', 'Packs.'),
      flag('-x, --extract', '풉니다.', 'Unpacks.'),
      flag('-t, --list', '들어 있는 파일의 이름만 보여 줍니다.', 'Only lists the files in it.'),
      flag('-z, --gzip', '압축을 하거나 풉니다.', 'Compresses it, or takes it for compressed.'),
      flag(
        '-O, --to-stdout',
        '파일로 만드는 대신 내용을 화면에 씁니다.',
        'Prints the content instead of making files.',
      ),
      option('-f, --file', 'text', '묶음 파일의 이름입니다.', 'The name of the archive.'),
      option(
        '-C, --directory',
        'text',
        '이 폴더에서 묶거나 이 폴더에 풉니다.',
        'The folder to pack from or unpack into.',
      ),
    ],
    words: [files],
  }),
  command('gzip', '파일이나 입력을 압축합니다.', 'Compresses files or its input.', { words: [files] }),
  command('du', '파일과 디렉터리가 차지하는 공간을 보여 줍니다.', 'Shows how much space files and directories take.'),
  command('df', '디스크의 남은 공간을 보여 줍니다.', 'Shows how much disk space is left.'),
];
