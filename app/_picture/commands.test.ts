import { describe, expect, it } from 'vitest';
import {
  commandName,
  commandReference,
  containerCommands,
  imageCommands,
  networkCommands,
  volumeCommands,
} from './commands.ts';
import { container, image, network, volume } from './testing.ts';

const id = '0123456789abcdef'.repeat(4);
const hostile = [
  'web; rm -rf ~',
  '$(reboot)',
  '--privileged',
  'a b',
  'web\nreboot',
  'web\u001b[A',
  '`x`',
  '',
  'a|b',
  '웹',
];

describe('a name in a command', () => {
  it('is the name itself when it is one by Docker’s grammar', () => {
    expect(commandName('my_web-1.a', id)).toBe('my_web-1.a');
  });

  it.each(hostile)('is the short id instead of %j', (name) => {
    expect(commandName(name, id)).toBe('0123456789ab');
  });

  it('is none when the id is none either', () => {
    expect(commandName('$(reboot)', '$(reboot)')).toBeNull();
  });
});

describe('an image in a command', () => {
  it.each(['nginx', 'nginx:1.27', 'diamol/ch02-hello-diamol:latest', 'registry.local:5000/a/b_c:V1'])(
    'is %s',
    (tag) => {
      expect(commandReference({ tags: [tag], id: `sha256:${id}` })).toBe(tag);
    },
  );

  it.each([...hostile, 'nginx:', 'a//b', '-nginx', 'nginx:1;id'])('is its id instead of %j', (tag) => {
    expect(commandReference({ tags: [tag], id: `sha256:${id}` })).toBe('0123456789ab');
  });

  it('is decided quickly for a name made to take long', () => {
    expect(commandReference({ tags: [`${'a-'.repeat(149)}!`], id: `sha256:${id}` })).toBe('0123456789ab');
  });
});

describe('the commands about a thing', () => {
  it('follow the state of a container', () => {
    expect(containerCommands(container('web'))).toContain('docker container stop web');
    expect(containerCommands(container('web'))).not.toContain('docker container start web');
    expect(containerCommands(container('web', { state: 'exited' }))).toContain('docker container start web');
    expect(containerCommands(container('web', { state: 'paused' }))).toContain('docker container unpause web');
  });

  it('do not remove a network that every engine has', () => {
    expect(networkCommands(network('front'))).toContain('docker network rm front');
    expect(networkCommands(network('bridge', { builtIn: true })).join()).not.toContain(' rm ');
  });

  it('are none for a thing that nothing safe names', () => {
    expect(containerCommands(container('a b', { id: 'no id' }))).toEqual([]);
    expect(imageCommands(image('no id', ['a b']))).toEqual([]);
    expect(volumeCommands(volume('a b'))).toEqual([]);
  });
});
