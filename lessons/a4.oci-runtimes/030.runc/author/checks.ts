/**
 * When the steps of this lesson are done. See design.md for what is asked and why.
 */
import { z } from 'zod';
import { HOME } from '#lessons/_checks/expect-file.ts';
import { isSameImage, shownText } from '#lessons/_checks/image-reference.ts';
import { shownSize } from '#lessons/_checks/pattern.ts';
import { bestOf } from '#lessons/_checks/requirement.ts';
import { defineChecks, notStarted, partlyDone, passed, wrongMove } from '#lessons/_schema/check.ts';
import { hostnameOf, memoryLimitOf, parse, runcContainers, said } from '../../_checks/runtime.ts';

const memoryLimit = 32 * 1024 ** 2;

const settings = z.object({ ociVersion: z.string(), root: z.object({ path: z.string() }) });

const runTodo = {
  ko: 'bundle/config.json을 고치고 “sudo runc run --detach --bundle bundle box”를 입력해 주세요.',
  en: 'Edit bundle/config.json and type “sudo runc run --detach --bundle bundle box”.',
};

export default defineChecks({
  bundle: {
    watches: ['files'],
    async evaluate(evidence) {
      const names = (await said(evidence, 'ls', '-A', `${HOME}/bundle/rootfs`)).split('\n');
      if (names.includes('manifest.json'))
        return wrongMove('image-extracted', {
          ko: 'rootfs에 manifest.json이 있습니다. docker image save로 저장한 파일을 푼 것 같습니다. rootfs에는 컨테이너의 파일 시스템이 있어야 합니다. rootfs를 비우고 docker container export로 내보낸 것을 풀어 주세요.',
          en: 'There is a manifest.json in rootfs, so it was probably a file written by docker image save that was unpacked. rootfs must hold the file system of a container. Empty it, and unpack what docker container export writes.',
        });
      const hasFiles = names.includes('bin') || names.includes('usr');
      const config = await evidence.file(`${HOME}/bundle/config.json`);
      if (config !== null && settings.safeParse(parse(config.text)).success) {
        if (hasFiles) return passed();
        return wrongMove('empty-rootfs', {
          ko: 'config.json은 있지만 ~/bundle/rootfs에 파일 시스템이 없습니다. “docker container export source | tar --extract --directory bundle/rootfs”를 입력해 주세요.',
          en: 'There is a config.json, but no file system in ~/bundle/rootfs. Type “docker container export source | tar --extract --directory bundle/rootfs”.',
        });
      }
      if ((await evidence.file(`${HOME}/config.json`)) !== null)
        return wrongMove('config-elsewhere', {
          ko: 'config.json이 홈 폴더에 만들어졌습니다. 번들 폴더에 있어야 합니다. “mv config.json bundle/”로 옮겨 주세요.',
          en: 'config.json was made in your home folder, but it belongs in the folder of the bundle. Move it with “mv config.json bundle/”.',
        });
      if (hasFiles)
        return partlyDone('no-config', {
          ko: 'rootfs는 준비되었습니다. 이제 “runc spec --bundle bundle”을 입력해 주세요.',
          en: 'rootfs is ready. Now type “runc spec --bundle bundle”.',
        });
      return notStarted({
        ko: '~/bundle/rootfs에 파일 시스템을 풀고 “runc spec --bundle bundle”을 입력해 주세요.',
        en: 'Unpack a file system into ~/bundle/rootfs and type “runc spec --bundle bundle”.',
      });
    },
  },

  run: {
    watches: ['files', 'containers'],
    async evaluate(evidence) {
      const containers = await runcContainers(evidence);
      if (containers.some(({ status }) => status === 'running')) return passed();
      const other = containers.find(({ status }) => status === 'created') ?? containers[0];
      if (other?.status === 'created')
        return wrongMove('created-only', {
          ko: `“${shownText(other.id)}” 컨테이너를 만들기만 하고 시작하지 않았습니다. “sudo runc start ${shownText(other.id)}” 명령으로 시작해 주세요.`,
          en: `The container “${shownText(other.id)}” was created but not started. Start it with “sudo runc start ${shownText(other.id)}”.`,
        });
      if (other !== undefined)
        return wrongMove('ended', {
          ko: `“${shownText(other.id)}” 컨테이너가 끝났습니다. “sudo runc delete ${shownText(other.id)}” 명령으로 지우고, args에 오래 걸리는 명령을 적어 다시 실행해 주세요.`,
          en: `The container “${shownText(other.id)}” has ended. Remove it with “sudo runc delete ${shownText(other.id)}”, put a command that takes long into args, and run it again.`,
        });
      const byDocker = (await evidence.containers()).some(
        ({ image, status }) => isSameImage(image, 'alpine') && status === 'running',
      );
      if (byDocker)
        return wrongMove('run-by-docker', {
          ko: 'docker로 실행한 컨테이너가 있습니다. 이번에는 도커 없이 “sudo runc run”으로 번들을 실행해 주세요.',
          en: 'There is a container run with docker. This time do without Docker and run the bundle with “sudo runc run”.',
        });
      return notStarted(runTodo);
    },
  },

  settings: {
    watches: ['files'],
    async evaluate(evidence) {
      const running = (await runcContainers(evidence)).filter(({ id, status }) => status === 'running' && id !== 'box');
      const found = await Promise.all(
        running.map(async ({ id, pid }) => ({
          id,
          hostname: await hostnameOf(evidence, pid),
          limit: await memoryLimitOf(evidence, id),
        })),
      );
      return bestOf(
        found,
        [
          {
            code: 'other-hostname',
            isMet: ({ hostname }) => hostname === 'harbor',
            text: ({ id, hostname }) => ({
              ko: `“${shownText(id)}” 컨테이너의 호스트 이름이 “${shownText(hostname)}”입니다. config.json의 hostname을 “harbor”로 바꾸고 새 아이디로 실행해 주세요.`,
              en: `The host name of the container “${shownText(id)}” is “${shownText(hostname)}”. Set hostname to “harbor” in config.json and run it under a new id.`,
            }),
          },
          {
            code: 'other-memory',
            isMet: ({ limit }) => limit === memoryLimit,
            text: ({ id, limit }) => ({
              ko: `“${shownText(id)}” 컨테이너의 메모리 한도가 ${limit > 2 ** 50 ? '없습니다' : `${shownSize(limit)}입니다`}. .linux.resources.memory.limit에 ${String(memoryLimit)}를 적고 새 아이디로 실행해 주세요.`,
              en: `The memory limit of the container “${shownText(id)}” is ${limit > 2 ** 50 ? 'not set' : shownSize(limit)}. Set .linux.resources.memory.limit to ${String(memoryLimit)} and run it under a new id.`,
            }),
          },
        ],
        {
          ko: 'config.json에 호스트 이름과 메모리 한도를 적고 “sudo runc run --detach --bundle bundle small”을 입력해 주세요.',
          en: 'Write the host name and the memory limit into config.json and type “sudo runc run --detach --bundle bundle small”.',
        },
      );
    },
  },
});
