/**
 * Facts about the tools below the Docker Engine: containerd's ctr, runc, and what shows processes and their namespaces.
 *
 * Knows nothing about how a line is read.
 */
import { argument, command, flag, option, repeated, type CommandFacts } from './command-facts.ts';

const namespace = option(
  '-n, --namespace',
  'text',
  'containerd의 네임스페이스입니다. 없으면 default입니다.',
  'The namespace of containerd; default when there is none.',
);
const fullName = argument('text', '이미지의 온전한 이름입니다.', 'The full name of the image.');
const containerId = argument('text', '컨테이너의 아이디입니다.', 'The id of the container.');
const contained = repeated('text', '컨테이너에서 실행할 명령입니다.', 'The command to run in the container.');
const bundle = option(
  '-b, --bundle',
  'text',
  'rootfs와 config.json이 있는 디렉터리입니다.',
  'The directory with rootfs and config.json.',
);
const background = flag('-d, --detach', '백그라운드에서 실행합니다.', 'Runs in the background.');

export const belowDockerFacts: readonly CommandFacts[] = [
  command('ctr', 'containerd를 직접 다루는 도구입니다.', 'A tool that talks to containerd directly.', {
    flags: [namespace],
  }),
  command('ctr namespaces', 'containerd의 네임스페이스를 다룹니다.', 'Manages the namespaces of containerd.'),
  command('ctr namespaces ls', '네임스페이스를 늘어놓습니다.', 'Lists the namespaces.'),
  command('ctr containers', 'containerd의 컨테이너를 다룹니다.', 'Manages the containers of containerd.'),
  command('ctr containers ls', '컨테이너를 늘어놓습니다.', 'Lists the containers.'),
  command('ctr tasks', '실행 중인 프로세스를 다룹니다.', 'Manages the processes that run.'),
  command('ctr tasks ls', '태스크를 늘어놓습니다.', 'Lists the tasks.'),
  command('ctr tasks kill', '태스크에 신호를 보냅니다.', 'Sends a signal to a task.', {
    flags: [option('-s, --signal', 'text', '보낼 신호입니다.', 'The signal to send.')],
    words: [containerId],
  }),
  command('ctr tasks exec', '태스크 안에서 명령을 하나 더 실행합니다.', 'Runs one more command in a task.', {
    flags: [option('--exec-id', 'text', '이 명령에 붙일 아이디입니다.', 'An id for this command.')],
    words: [containerId, contained],
  }),
  command('ctr images', 'containerd의 이미지를 다룹니다.', 'Manages the images of containerd.'),
  command('ctr images ls', '이미지를 늘어놓습니다.', 'Lists the images.'),
  command('ctr images pull', '이미지를 containerd로 내려받습니다.', 'Pulls an image to containerd.', {
    words: [fullName],
  }),
  command('ctr images import', '저장된 이미지를 containerd로 들여옵니다.', 'Takes saved images to containerd.', {
    words: [argument('text', '이미지가 든 파일입니다.', 'The file with the images.')],
  }),
  command('ctr run', 'containerd로 컨테이너를 만들어 실행합니다.', 'Makes a container with containerd and runs it.', {
    flags: [background, flag('--rm', '끝나면 지웁니다.', 'Removes it when it ends.')],
    words: [fullName, containerId, contained],
  }),
  command('runc', '컨테이너를 실제로 실행하는 OCI 런타임입니다.', 'The OCI runtime that actually runs containers.'),
  command('runc spec', '기본값이 적힌 config.json을 만듭니다.', 'Makes a config.json with default values.', {
    flags: [bundle],
  }),
  command('runc run', '번들을 컨테이너로 실행합니다.', 'Runs a bundle as a container.', {
    flags: [bundle, background],
    words: [containerId],
  }),
  command('runc list', 'runc의 컨테이너를 늘어놓습니다.', 'Lists the containers of runc.'),
  command('runc exec', '실행 중인 컨테이너에서 명령을 실행합니다.', 'Runs a command in a running container.', {
    words: [containerId, contained],
  }),
  command('runc events', '컨테이너에서 일어난 일과 사용량을 보여 줍니다.', 'Shows events and usage of a container.', {
    flags: [flag('--stats', '지금의 사용량만 한 번 보여 줍니다.', 'Shows the present usage once.')],
    words: [containerId],
  }),
  command('lsns', '커널의 네임스페이스를 보여 줍니다.', 'Shows namespaces of the kernel.', {
    flags: [option('-p, --task', 'text', '이 프로세스의 것만 보여 줍니다.', 'Shows those of this process only.')],
  }),
  command('readlink', '심볼릭 링크가 가리키는 곳을 보여 줍니다.', 'Shows where a symbolic link points.', {
    words: [repeated('text', '심볼릭 링크입니다.', 'The symbolic link.')],
  }),
];
