/**
 * When the goals of ch01/lab are reached. See design.md for what is asked and why.
 */
import { allOf } from '#lessons/_checks/combine.ts';
import { noContainers } from '#lessons/_checks/expect-container.ts';
import { noImages } from '#lessons/_checks/expect-image.ts';
import { keptImages } from '#lessons/ch01.before-you-start/_checks/images-kept.ts';
import { defineChecks, passed, wrongMove, type Check } from '#lessons/_schema/check.ts';

const isOfTheCourse = (tag: string) => tag.startsWith('diamol/');

const noCourseImages = noImages({
  which: isOfTheCourse,
  todo: {
    ko: '아직 이름이 diamol/로 시작하는 이미지가 있습니다.',
    en: 'There are still images whose names begin with diamol/.',
  },
});

const noNamelessImages: Check = {
  watches: ['images'],
  async evaluate(evidence) {
    const nameless = (await evidence.images()).filter(({ tags }) => tags.length === 0);
    if (nameless.length === 0) return passed();
    return wrongMove('nameless-left', {
      ko: `이름 없는 이미지가 ${String(nameless.length)}개 남아 있습니다. 이름만 떼어지고 파일은 지워지지 않은 이미지입니다.`,
      en: `${nameless.length === 1 ? 'An image' : `${String(nameless.length)} images`} without a name ${nameless.length === 1 ? 'is' : 'are'} left: only the name was taken off, the files are still there.`,
    });
  },
};

export default defineChecks({
  'no-containers': noContainers({
    todo: { ko: '호스트에 아직 컨테이너가 있습니다.', en: 'There are still containers on the host.' },
  }),
  'no-course-images': allOf({ named: noCourseImages, nameless: noNamelessImages }),
  kept: keptImages({
    keep: { busybox: 'busybox-lost', 'shop/report:1.0': 'report-lost' },
    otherwise: {
      ko: 'busybox는 다시 내려받을 수 있지만, shop/report:1.0은 처음부터 다시 시작해야 되찾습니다.',
      en: 'busybox can be pulled again, but shop/report:1.0 comes back only when you start over.',
    },
    mustGo: isOfTheCourse,
    todo: {
      ko: '남길 이미지는 그대로 있습니다. 지울 이미지를 모두 지우면 다시 확인합니다.',
      en: 'The images to keep are there. They will be checked again once all images that must go are gone.',
    },
  }),
});
