/**
 * When the steps of this lesson are done. See design.md for what is asked and why.
 */
import { allOf } from '#lessons/_checks/combine.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { HOME } from '#lessons/_checks/expect-file.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { defineChecks, notStarted, partlyDone, passed, wrongMove, type Check } from '#lessons/_schema/check.ts';

const PORT = 8080;

const runLinked = {
  ko: '“docker container run --detach --name blog --link blog-db:mysql --publish 8080:80 wordpress”로 블로그를 실행해 주세요. 데이터베이스가 먼저 실행 중이어야 합니다.',
  en: 'Run the blog with “docker container run --detach --name blog --link blog-db:mysql --publish 8080:80 wordpress”. The database must be running first.',
};

const runNetworked = {
  ko: '두 컨테이너를 지우고, 직접 만든 네트워크에서 --link 없이 다시 실행해 주세요.',
  en: 'Remove both containers, and run them again without --link on a network of your own.',
};

/** Passes when WordPress shows its installation page, for which it needs its database. */
const blogAnswers: Check = {
  watches: ['pages', 'containers'],
  async evaluate(evidence) {
    const page = await evidence.page(PORT, '/wp-admin/install.php');
    if (page?.status === 200 && page.body.includes('<title>WordPress')) return passed();
    return partlyDone('not-ready', {
      ko: '블로그가 아직 데이터베이스에 로그인하지 못했습니다. 처음 시작할 때는 20초쯤 걸립니다. 그래도 안 되면 “docker container logs blog”를 보고, 데이터베이스가 실행 중인지, 이름과 비밀번호가 맞는지 확인해 주세요.',
      en: 'The blog could not log in to its database yet. The first start takes about 20 seconds. If it takes longer, look at “docker container logs blog”, and check whether the database is running and whether its name and password are right.',
    });
  },
};

const environmentFound: Check = {
  watches: ['files'],
  async evaluate(evidence) {
    const given = (await evidence.file(`${HOME}/env.txt`))?.text ?? '';
    if (/^MYSQL_ENV_MYSQL_ROOT_PASSWORD=./m.test(given)) return passed();
    if (given.trim() === '')
      return notStarted({
        ko: '“docker container exec blog env > env.txt”로 블로그의 환경 변수를 파일에 적어 주세요.',
        en: 'Write the environment variables of the blog into a file with “docker container exec blog env > env.txt”.',
      });
    if (/^MYSQL_ROOT_PASSWORD=/m.test(given))
      return wrongMove('of-the-database', {
        ko: '~/env.txt에 있는 것은 데이터베이스의 환경 변수입니다. 링크가 블로그에 무엇을 넘겨주었는지 보려면 blog에서 env를 실행해 주세요.',
        en: '~/env.txt holds the environment variables of the database. To see what the link handed over to the blog, run env in blog.',
      });
    if (/^127\.0\.0\.1\s+localhost/m.test(given))
      return wrongMove('hosts-file', {
        ko: '~/env.txt에 /etc/hosts가 적혀 있습니다. 이번에 찾는 것은 환경 변수입니다. blog에서 env를 실행해 주세요.',
        en: '~/env.txt holds /etc/hosts. This time we look for environment variables. Run env in blog.',
      });
    return wrongMove('nothing-linked', {
      ko: '~/env.txt에 MYSQL_ENV_로 시작하는 변수가 없습니다. --link blog-db:mysql로 실행한 blog에서 env를 실행해 주세요.',
      en: '~/env.txt has no variable that begins with MYSQL_ENV_. Run env in the blog that was run with --link blog-db:mysql.',
    });
  },
};

const onOwnNetwork: Check = {
  watches: ['containers'],
  async evaluate(evidence) {
    const blogs = (await evidence.containers()).filter(
      ({ image, status, name }) =>
        status === 'running' && (name === 'blog' || /^(?:[\w./-]*\/)?wordpress\b/.test(image)),
    );
    const isOwn = ({ network }: { network: string }) => network !== 'bridge';
    const blog = blogs.find(({ networks }) => networks.some(isOwn)) ?? blogs[0];
    if (blog === undefined) return notStarted(runNetworked);
    const { links, networks } = blog;
    if (networks.some(isOwn) && links.length === 0) return passed();
    if (networks.some(isOwn))
      return wrongMove('still-linked', {
        ko: `“${shownText(blog.name)}”에 아직 링크가 있습니다(${shownText(links[0] ?? '')}). 네트워크에서는 이름으로 찾으므로 --link를 빼고, WORDPRESS_DB_HOST로 이름을 알려 주세요.`,
        en: `“${shownText(blog.name)}” still has a link (${shownText(links[0] ?? '')}). On a network it finds the database by name. Leave out --link, and give the name with WORDPRESS_DB_HOST.`,
      });
    if (links.length === 0)
      return wrongMove('default-network', {
        ko: `“${shownText(blog.name)}”은(는) 기본 브리지에 있습니다. 거기서는 링크 없이 이름을 찾지 못합니다. --network blog-net을 붙여 다시 실행해 주세요.`,
        en: `“${shownText(blog.name)}” is on the default bridge, where no name is found without a link. Run it again with --network blog-net.`,
      });
    return notStarted(runNetworked);
  },
};

export default defineChecks({
  linked: allOf({
    blog: aContainer({
      image: 'wordpress',
      publishes: [{ containerPort: 80, on: PORT }],
      also: [
        {
          code: 'no-link',
          isMet: ({ links }) => links.length > 0,
          text: () => ({
            ko: '블로그에 링크가 없어서 데이터베이스를 찾지 못합니다. 블로그를 지우고 --link blog-db:mysql을 붙여 다시 실행해 주세요.',
            en: 'The blog has no link and does not find the database. Remove the blog and run it again with --link blog-db:mysql.',
          }),
        },
        {
          code: 'other-alias',
          isMet: ({ links }) => links.some((link) => link.endsWith(':mysql')),
          text: ({ links }) => ({
            ko: `링크가 “${shownText(links[0] ?? '')}”입니다. 이 이미지는 “mysql”이라는 이름을 찾으므로 블로그를 지우고 --link blog-db:mysql을 붙여 다시 실행해 주세요.`,
            en: `The link is “${shownText(links[0] ?? '')}”. This image looks for the name “mysql”, so remove the blog and run it again with --link blog-db:mysql.`,
          }),
        },
      ],
      todo: runLinked,
    }),
    answer: blogAnswers,
  }),
  environment: environmentFound,
  networked: allOf({ blog: onOwnNetwork, answer: blogAnswers }),
});
