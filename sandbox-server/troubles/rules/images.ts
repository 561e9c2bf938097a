/** Errors about images: their names, whether they exist, who uses them, and registries. */
import { nearestName } from '#lessons/_names/nearest-name.ts';
import { say, type Finding, type TroubleRule } from '../rule.ts';
import type { SandboxFacts } from '../sandbox-facts.ts';
import { aboutContainer, list } from './findings.ts';

/** Which image was meant: another tag of the same name, or the nearest name. */
async function aboutImage(wanted: string, facts: SandboxFacts, commands: readonly string[]): Promise<Finding | null> {
  const reference = wanted.replace(/^docker\.io\/(library\/)?/, '').replace(/@.*$/, '');
  const colon = reference.lastIndexOf(':');
  const hasTag = colon > reference.lastIndexOf('/');
  const name = hasTag ? reference.slice(0, colon) : reference;
  const known = [...new Set([...facts.courseImages(), ...(await facts.localImages().catch(() => []))])];
  const sameName = known.filter((one) => one.slice(0, one.lastIndexOf(':')) === name);
  if (sameName.length > 0) {
    return {
      cause: say(
        '이미지 {imageName}은(는) 있지만 이 태그는 없습니다. 있는 것: {list}',
        'Image {imageName} exists, but not with this tag. There is: {list}',
      ),
      values: { imageName: name, list: list(sameName), nearest: sameName[0] ?? name },
      commands,
    };
  }
  const names = new Set(known.map((one) => one.slice(0, one.lastIndexOf(':'))));
  const nearest = nearestName(name, names);
  return nearest === undefined
    ? null
    : {
        cause: say(
          '이름이 비슷한 이미지 {nearest}이(가) 있습니다. 오타로 보입니다.',
          'There is an image {nearest}, so this looks like a typo.',
        ),
        values: { nearest },
        commands,
      };
}

export const imageRules: readonly TroubleRule[] = [
  {
    id: 'image-unknown',
    chapterId: 'ch05',
    pattern: /manifest for (?<image>\S{1,300}) not found: manifest unknown/,
    meaning: say(
      '레지스트리에 {image} 이미지가 없습니다. 이름이나 태그가 틀렸습니다.',
      'The registry has no image {image}: the name or the tag is wrong.',
    ),
    advice: say(
      '이름과 `:` 뒤의 태그를 확인하세요. 태그를 쓰지 않으면 `latest`입니다.',
      'Check the name and the tag behind `:`. Without one it is `latest`.',
    ),
    look: async ({ image = '' }, facts) => aboutImage(image, facts, ['docker pull {nearest}']),
  },
  {
    id: 'base-image-unknown',
    chapterId: 'ch03',
    pattern: /failed to resolve source metadata for (?<image>\S{1,300}): .{0,300}not found/,
    meaning: say(
      'Dockerfile의 `FROM`이나 `COPY --from`에 적은 {image} 이미지가 없습니다. 그런 이름의 앞 단계도 없습니다.',
      'The image {image} named by `FROM` or `COPY --from` in the Dockerfile does not exist, and no earlier stage has that name.',
    ),
    advice: say(
      'Dockerfile에서 이미지 이름, 태그, 단계 이름(`AS` 뒤)의 철자를 확인하세요.',
      'Check the spelling of the image, its tag and the stage’s name (behind `AS`) in the Dockerfile.',
    ),
    look: async ({ image = '' }, facts) => aboutImage(image.replace(/:latest$/, ''), facts, []),
  },
  {
    id: 'no-such-image',
    chapterId: 'ch03',
    pattern: /No such image: (?<image>\S{1,300})/,
    meaning: say('이 실습 환경에 {image} 이미지가 없습니다.', 'There is no image {image} in this sandbox.'),
    advice: say(
      '`docker images`에서 이름과 태그를 확인하세요. 태그를 쓰지 않으면 `latest`를 찾습니다.',
      'Look up name and tag in `docker images`. Without a tag, `latest` is looked for.',
    ),
    commands: ['docker images'],
    look: async ({ image = '' }, facts) => {
      const local = await facts.localImages();
      const nearest = nearestName(image, local);
      return nearest === undefined
        ? null
        : {
            cause: say('이름이 비슷한 {nearest}이(가) 있습니다.', 'There is {nearest}, which is a similar name.'),
            values: { nearest },
          };
    },
  },
  {
    id: 'image-in-use',
    chapterId: 'ch03',
    pattern:
      /unable to (?:remove repository reference "(?<image>[^"]+)"|delete (?<digest>\S{1,80})) \(.{1,60}\) - .{0,100}container (?<id>[0-9a-f]{12,64})/,
    meaning: say(
      '컨테이너가 쓰고 있는 이미지라 지우지 않았습니다. 종료된 컨테이너도 이미지를 씁니다.',
      'The image was not removed because a container uses it. One that has exited counts as well.',
    ),
    advice: say('그 컨테이너를 먼저 지운 뒤 이미지를 지우세요.', 'Remove that container first, then the image.'),
    look: async ({ id = '' }, facts) => aboutContainer(id, facts, { commands: ['docker rm --force {container}'] }),
  },
  {
    id: 'image-name-not-lowercase',
    chapterId: 'ch05',
    pattern: /repository name (?:\((?:library\/)?(?<name>[^)]{1,200})\) )?must be lowercase/,
    meaning: say(
      '이미지 이름에는 대문자를 쓸 수 없습니다. 대문자는 태그에만 쓸 수 있습니다.',
      'An image’s name cannot have capitals; only its tag can.',
    ),
    advice: say('이름을 모두 소문자로 쓰세요.', 'Write the name in small letters.'),
  },
  {
    id: 'image-name-invalid',
    chapterId: 'ch05',
    pattern: /invalid reference format/,
    meaning: say(
      '이미지 이름이 있어야 할 자리에 이름이 될 수 없는 것이 있습니다. 이름은 `레지스트리/이름:태그` 모양입니다.',
      'What stands in the image’s place cannot be an image’s name. Names look like `registry/name:tag`.',
    ),
    advice: say(
      '빈칸이 든 경로를 따옴표로 묶었는지, `:`가 두 번 들어가지 않았는지, 값이 빈 변수가 없는지 확인하세요.',
      'Check for paths with spaces and no quotes, a second `:`, or a variable that is empty.',
    ),
  },
  {
    id: 'nothing-to-push',
    chapterId: 'ch05',
    pattern: /An image does not exist locally with the tag: (?<image>\S{1,300})/,
    meaning: say(
      '푸시할 {image} 이미지가 여기에 없습니다. 푸시는 같은 이름의 이미지를 올립니다.',
      'There is no image {image} here to push. A push sends the image of exactly that name.',
    ),
    advice: say(
      '`docker tag`로 가진 이미지에 이 이름을 먼저 붙이세요.',
      'Give an image you have this name first, with `docker tag`.',
    ),
    commands: ['docker images'],
    look: async ({ image = '' }, facts) => {
      const last = image.slice(image.lastIndexOf('/') + 1);
      const local = (await facts.localImages()).filter((one) => one !== `${image}:latest`);
      const nearest =
        local.find((one) => one.slice(one.lastIndexOf('/') + 1).split(':')[0] === last) ?? nearestName(image, local);
      return nearest === undefined
        ? null
        : {
            cause: say('{nearest} 이미지는 있습니다.', 'There is an image {nearest}.'),
            values: { nearest },
            commands: ['docker tag {nearest} {image}'],
          };
    },
  },
  {
    id: 'push-refused',
    chapterId: 'ch05',
    pattern: /^unknown: Method not allowed/,
    meaning: say(
      '이 실습 환경이 이미지를 받아 오는 레지스트리는 읽기만 됩니다. 푸시는 받지 않습니다.',
      'The registry this sandbox gets its images from can only be read. It takes no pushes.',
    ),
    advice: say(
      '직접 띄운 레지스트리로 푸시하세요. 이미지 이름 앞에 `localhost:5000/`을 붙입니다.',
      'Push to a registry of your own: put `localhost:5000/` before the image’s name.',
    ),
    commands: ['docker run --detach --publish 5000:5000 --name registry registry:2'],
  },
  {
    id: 'registry-not-listening',
    chapterId: 'ch05',
    pattern: /Get "https?:\/\/(?<registry>[^/"]{1,200})\/v2\/": dial tcp \S{1,80}: connect: connection refused/,
    meaning: say('{registry}에서 듣고 있는 레지스트리가 없습니다.', 'No registry listens at {registry}.'),
    advice: say(
      '레지스트리 컨테이너가 실행 중인지, 포트를 공개했는지 확인하세요.',
      'Check that the registry’s container runs and publishes its port.',
    ),
    commands: ['docker ps --all'],
    look: async (_, facts) => {
      const registries = (await facts.containers()).filter(({ image }) => /(^|\/)registry(:|$)/.test(image));
      const stopped = registries.find(({ state }) => state !== 'running');
      if (registries.length === 0) {
        return {
          cause: say(
            '이 실습 환경에 레지스트리 컨테이너가 없습니다.',
            'There is no registry container in this sandbox.',
          ),
          commands: ['docker run --detach --publish 5000:5000 --name registry registry:2'],
        };
      }
      return stopped === undefined
        ? null
        : aboutContainer(stopped.id, facts, { commands: ['docker start {container}'] });
    },
  },
  {
    id: 'host-name-unknown',
    chapterId: 'ch05',
    // Docker's own name server, 127.0.0.11, is asked by containers about one another: see container-name-unknown.
    pattern: /lookup (?<host>[\w.-]{1,253}) on (?!127\.0\.0\.11:)\S{1,80}: no such host/,
    meaning: say('{host}(이)라는 주소를 찾을 수 없습니다.', 'The address {host} could not be found.'),
    advice: say(
      '이미지 이름의 첫 `/` 앞에 점이나 `:`가 있으면 레지스트리 주소로 읽힙니다. 철자를 확인하세요. 이 실습 환경에는 인터넷이 없을 수 있습니다.',
      'What stands before the first `/` of an image’s name is an address when it has a dot or `:`. Check its spelling. This sandbox may have no internet.',
    ),
  },
  {
    id: 'platform-mismatch',
    chapterId: 'ch16',
    pattern: /does not match the specified platform: wanted (?<wanted>[\w/]{1,40}), actual: (?<actual>[\w/]{1,40})/,
    meaning: say(
      '{wanted}용을 달라고 했지만 이 이미지는 {actual}용만 있습니다.',
      'You asked for {wanted}, but this image is only there for {actual}.',
    ),
    advice: say('`--platform`을 빼고 다시 하세요.', 'Try again without `--platform`.'),
  },
  {
    id: 'manifest-unknown',
    chapterId: 'ch16',
    pattern: /^no such manifest: (?<image>\S{1,300})/,
    meaning: say('레지스트리에 {image}의 매니페스트가 없습니다.', 'The registry has no manifest of {image}.'),
    advice: say(
      '`docker manifest`는 레지스트리에 있는 이미지만 다룹니다. 먼저 푸시했는지, 이름이 맞는지 확인하세요.',
      '`docker manifest` works on images in a registry. Check the name, and that the image was pushed first.',
    ),
    look: async ({ image = '' }, facts) => aboutImage(image, facts, []),
  },
  {
    id: 'save-to-terminal',
    chapterId: 'a2',
    pattern: /cowardly refusing to save to a terminal/,
    meaning: say(
      '이미지나 컨테이너의 내용은 글이 아니라서 화면에 쓰지 않습니다.',
      'What an image or container holds is no text, so it is not written to the screen.',
    ),
    advice: say(
      '`-o 파일.tar`로 파일에 저장하거나 `>`로 보내세요.',
      'Save it to a file with `-o file.tar`, or redirect it with `>`.',
    ),
  },
];
