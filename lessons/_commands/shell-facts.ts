/**
 * The shell’s own commands and the usual tools for processes and networks, as far as the course uses them. Only flags that
 * mean the same everywhere are listed.
 *
 * Knows nothing about how a line is read.
 */
import { argument, command, flag, option, repeated, type CommandFacts } from './command-facts.ts';

const script = option('-c', 'text', '이 글을 명령으로 실행합니다.', 'Runs this text as commands.');

function nested(ko: string, en: string) {
  return argument('nested-command', ko, en);
}

export const shellFacts: readonly CommandFacts[] = [
  command('ps', '실행 중인 프로세스를 보여 줍니다.', 'Shows running processes.', {
    flags: [
      flag('-e', '모든 프로세스를 보여 줍니다.', 'Shows every process.'),
      option('-o', 'text', '보여 줄 칸을 고릅니다.', 'Which columns are shown.'),
      option('-p', 'text', '이 번호의 프로세스만 보여 줍니다.', 'Only the process of this number.'),
    ],
    words: [
      repeated('text', '보여 줄 범위입니다. aux는 모두 자세히입니다.', 'What is shown; aux means all, in detail.'),
    ],
  }),
  command('top', '프로세스와 그 사용량을 계속 보여 줍니다.', 'Shows processes and what they use as it changes.'),
  command(
    'kill',
    '프로세스에 신호를 보냅니다. 보통은 끝내기 위해서입니다.',
    'Sends a signal to a process, usually to end it.',
  ),
  command('pkill', '이름이 맞는 프로세스에 신호를 보냅니다.', 'Sends a signal to processes of this name.', {
    flags: [
      flag('-HUP', '끝내는 대신 설정을 다시 읽으라는 신호를 보냅니다.', 'Sends the signal to read the settings again.'),
      flag('-x', '이름 전체가 같은 것만 고릅니다.', 'Only those whose whole name is this.'),
    ],
    words: [argument('text', '프로세스의 이름입니다.', 'The name of the process.')],
  }),
  command(
    'env',
    '환경 변수를 보여 주거나, 바꾸어 명령을 실행합니다.',
    'Shows environment variables, or runs a command with other ones.',
  ),
  command(
    'export',
    '이 셸에서 시작하는 프로그램에도 변수를 넘겨 줍니다.',
    'Hands variables on to programs that this shell starts.',
    { words: [repeated('variable', '변수의 이름과 값입니다.', 'The name and value of a variable.')] },
  ),
  command('unset', '변수를 지웁니다.', 'Removes a variable.'),
  command('hostname', '이 컴퓨터의 이름을 보여 줍니다.', 'Shows the name of this computer.'),
  command('whoami, id', '지금 사용자가 누구인지 보여 줍니다.', 'Shows who the present user is.'),
  command('uname', '운영체제와 CPU의 종류를 보여 줍니다.', 'Shows the kind of operating system and processor.', {
    flags: [
      flag('-r', '커널의 버전을 보여 줍니다.', 'Shows the version of the kernel.'),
      flag('-m', 'CPU의 종류를 보여 줍니다.', 'Shows the kind of processor.'),
      flag('-a', '모두 보여 줍니다.', 'Shows everything.'),
    ],
  }),
  command('seq', '1부터 이 수까지 한 줄에 하나씩 씁니다.', 'Prints the numbers from 1 to this one, one on each line.'),
  command('date', '지금 날짜와 시각을 보여 줍니다.', 'Shows the date and time.'),
  command(
    'ping',
    '상대가 응답하는지 작은 신호를 보내 확인합니다.',
    'Sends small signals to see whether another computer answers.',
    {
      flags: [option('-c', 'count', '보낼 횟수입니다.', 'How many are sent.')],
      words: [argument('text', '확인할 상대의 이름이나 주소입니다.', 'The name or address of the other computer.')],
    },
  ),
  command('nslookup, host, dig', '이름에 해당하는 주소를 DNS에 물어봅니다.', 'Asks DNS for the address of a name.', {
    words: [argument('text', '찾을 이름입니다.', 'The name to look up.')],
  }),
  command('ip, ifconfig', '네트워크의 주소와 설정을 보여 줍니다.', 'Shows network addresses and settings.'),
  command('nc', '포트에 연결하거나 연결을 기다립니다.', 'Connects to a port or waits for connections.'),
  command('ssh', '다른 컴퓨터에 안전하게 접속합니다.', 'Connects securely to another computer.'),
  command('openssl', '열쇠와 인증서를 만들고 살펴봅니다.', 'Makes and examines keys and certificates.'),
  command('sleep', '정한 시간 동안 기다립니다.', 'Waits for a while.', {
    words: [
      argument(
        'text',
        '기다릴 시간입니다. 단위가 없으면 초입니다.',
        'How long to wait; in seconds unless a unit is given.',
      ),
    ],
  }),
  command('true', '아무 일도 하지 않고 성공합니다.', 'Does nothing and succeeds.'),
  command('false', '아무 일도 하지 않고 실패합니다.', 'Does nothing and fails.'),
  command('exit', '셸을 끝냅니다.', 'Ends the shell.'),
  command('clear', '화면을 지웁니다.', 'Clears the screen.'),
  command('history', '지금까지 입력한 명령을 보여 줍니다.', 'Shows the commands typed so far.'),
  command(
    'for',
    '목록의 값마다 do와 done 사이의 명령을 반복합니다.',
    'Repeats the commands between do and done for each value of a list.',
  ),
  command('test, [', '조건이 맞는지 알아봅니다.', 'Finds out whether a condition holds.'),
  command('vi, vim, nano', '글 편집기를 엽니다.', 'Opens a text editor.'),
  command('less, more', '긴 글을 한 화면씩 보여 줍니다.', 'Shows a long text one screen at a time.'),
  command('git', '파일의 변경 기록을 관리합니다.', 'Keeps the history of files.'),
  command('git clone', '저장소를 기록과 함께 내려받습니다.', 'Downloads a repository with its history.', {
    words: [
      argument('text', '저장소의 주소입니다.', 'The address of the repository.'),
      argument('text', '내려받을 디렉터리입니다.', 'The directory to put it in.'),
    ],
  }),
  command('node', 'JavaScript 프로그램을 실행합니다.', 'Runs a JavaScript program.'),
  command('npm', 'JavaScript 패키지를 관리합니다.', 'Manages JavaScript packages.'),
  command('python, python3', 'Python 프로그램을 실행합니다.', 'Runs a Python program.'),
  command('java', 'Java 프로그램을 실행합니다.', 'Runs a Java program.', {
    flags: [flag('-version', '버전을 보여 줍니다.', 'Shows the version.')],
  }),
  command('mvn', 'Maven으로 Java 프로그램을 빌드합니다.', 'Builds a Java program with Maven.'),
  command('go', 'Go 프로그램을 빌드하거나 실행합니다.', 'Builds or runs Go programs.'),
  command('psql', 'PostgreSQL 데이터베이스에 질문을 보냅니다.', 'Sends queries to a PostgreSQL database.'),
  command(
    'mysql, mariadb',
    'MySQL이나 MariaDB 데이터베이스에 질문을 보냅니다.',
    'Sends queries to a MySQL or MariaDB database.',
  ),
  command('sh, bash, ash', '셸을 실행합니다.', 'Runs a shell.', {
    flags: [script],
    words: [repeated('text', '실행할 스크립트와 그 인수입니다.', 'A script to run and its arguments.')],
  }),
  command('time', '명령이 걸린 시간을 잽니다.', 'Measures how long a command takes.', {
    words: [nested('시간을 잴 명령입니다.', 'The command to measure.')],
  }),
  command('sudo', '관리자 권한으로 명령을 실행합니다.', 'Runs a command with the rights of the administrator.', {
    words: [nested('실행할 명령입니다.', 'The command to run.')],
  }),
  command(
    'watch',
    '명령을 되풀이해 실행하고 결과를 계속 보여 줍니다.',
    'Runs a command again and again and shows its result.',
    {
      flags: [
        option('-n', 'text', '되풀이하는 간격(초)입니다.', 'The seconds between two runs.'),
        flag('-d', '달라진 곳을 강조합니다.', 'Marks what has changed.'),
      ],
      words: [nested('되풀이할 명령입니다.', 'The command to repeat.')],
    },
  ),
  command(
    'xargs',
    '입력에서 읽은 값을 인수로 붙여 명령을 실행합니다.',
    'Runs a command with the values it reads from its input as arguments.',
    {
      flags: [
        flag('-r', '입력이 없으면 실행하지 않습니다.', 'Does not run it if there is no input.'),
        option('-n', 'count', '한 번에 붙일 값의 수입니다.', 'How many values are given at a time.'),
        option(
          '-I',
          'text',
          '값을 넣을 자리를 나타내는 표시입니다.',
          'The sign that stands for the place of the value.',
        ),
      ],
      words: [nested('실행할 명령입니다.', 'The command to run.')],
    },
  ),
  command('timeout', '정한 시간이 지나면 명령을 끝냅니다.', 'Ends a command once a time is over.', {
    words: [
      argument(
        'text',
        '기다릴 시간입니다. 단위가 없으면 초입니다.',
        'How long it may take; in seconds unless a unit is given.',
      ),
      nested('실행할 명령입니다.', 'The command to run.'),
    ],
  }),
];
