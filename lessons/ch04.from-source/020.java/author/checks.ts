/** Checks of ch04/java: the two images, a build in two stages, a network, and the service on it. */
import { allOf } from '#lessons/_checks/combine.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import { aPage } from '#lessons/_checks/expect-page.ts';
import { aNetwork } from '#lessons/_checks/expect-storage-network.ts';
import { defineChecks, type LocalizedText } from '#lessons/_schema/check.ts';

/** Between the Java runtime, about 96 MB, and Maven with its compiler, about 168 MB. */
const MOST_BYTES = 135_000_000;

const runIt: LocalizedText = {
  ko: '“docker container run -d --name iotd -p 8800:80 --network nat image-of-the-day”로 실행해 주세요.',
  en: 'Run it with “docker container run -d --name iotd -p 8800:80 --network nat image-of-the-day”.',
};

export default defineChecks({
  'pull-tools': allOf({
    'maven-missing': anImage({
      tag: 'diamol/maven',
      todo: {
        ko: '“docker image pull diamol/maven”으로 빌드용 이미지를 받아 주세요.',
        en: 'Pull the image for building with “docker image pull diamol/maven”.',
      },
    }),
    'openjdk-missing': anImage({
      tag: 'diamol/openjdk',
      todo: {
        ko: '“docker image pull diamol/openjdk”로 실행용 이미지를 받아 주세요.',
        en: 'Pull the image for running with “docker image pull diamol/openjdk”.',
      },
    }),
  }),
  'build-java': anImage({
    tag: 'image-of-the-day',
    maximumBytes: MOST_BYTES,
    entrypoint: { like: /java\b.*-jar\b.*\.jar/, shown: 'java -jar … .jar' },
    exposes: ['80/tcp'],
    todo: {
      ko: 'image-of-the-day 폴더에 Dockerfile을 만들고 “docker image build -t image-of-the-day image-of-the-day”로 빌드해 주세요.',
      en: 'Create the Dockerfile in the folder image-of-the-day and build it with “docker image build -t image-of-the-day image-of-the-day”.',
    },
  }),
  'create-network': aNetwork({
    name: 'nat',
    internal: false,
    todo: { ko: '“docker network create nat”을 입력해 주세요.', en: 'Type “docker network create nat”.' },
  }),
  'run-service': allOf({
    container: aContainer({
      image: 'image-of-the-day',
      name: 'iotd',
      networks: ['nat'],
      publishes: [{ containerPort: 80, on: 8800 }],
      todo: runIt,
    }),
    page: aPage({ port: 8800, path: '/image', contains: 'caption', todo: runIt }),
  }),
});
