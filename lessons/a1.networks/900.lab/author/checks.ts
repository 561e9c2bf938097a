/**
 * When the goals of this lab are reached. See design.md for what is asked and why.
 */
import { shownText } from '#lessons/_checks/image-reference.ts';
import { defineChecks, notStarted, partlyDone, passed, wrongMove, type LocalizedText } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence } from '#lessons/_schema/evidence.ts';

const PORT = 8080;

/** The running containers of each tier, whatever their names. */
interface Tiers {
  readonly web: readonly ContainerEvidence[];
  readonly api: readonly ContainerEvidence[];
  readonly database: readonly ContainerEvidence[];
  /** All that is running, of a tier or not. */
  readonly all: readonly ContainerEvidence[];
}

async function tiersOf(evidence: Evidence): Promise<Tiers> {
  const running = (await evidence.containers()).filter(({ status }) => status === 'running');
  const api = running.filter(({ image }) => repositoryOf(image) === 'diamol/ch06-todo-list');
  const database = running.filter(({ image }) => ['postgres', 'diamol/postgres'].includes(repositoryOf(image)));
  const others = running.filter((container) => !api.includes(container) && !database.includes(container));
  // An image of the learner's own, with the settings built in, is a web server as well.
  const web = others.filter((container) => repositoryOf(container.image) === 'nginx' || isPublished(container));
  return { web, api, database, all: running };
}

/** "nginx" for "docker.io/library/nginx:alpine". */
function repositoryOf(image: string): string {
  return image
    .replace(/^docker\.io\//, '')
    .replace(/^library\//, '')
    .replace(/[:@].*$/, '');
}

function isPublished({ ports }: ContainerEvidence): boolean {
  return ports.some(({ publishedPort }) => publishedPort === PORT);
}

const missing: LocalizedText = {
  ko: '아직 세 층이 모두 실행 중이 아닙니다. 웹 서버는 nginx, API는 diamol/ch06-todo-list, 데이터베이스는 postgres 이미지입니다.',
  en: 'Not all three tiers are running yet. The web server is nginx, the API diamol/ch06-todo-list, the database postgres.',
};

const isComplete = ({ web, api, database }: Tiers): boolean => web.length > 0 && api.length > 0 && database.length > 0;

/** Whether others on a network find the container by this name. */
function isCalled({ name, networks }: ContainerEvidence, wanted: string): boolean {
  return name === wanted || networks.some(({ aliases }) => aliases.includes(wanted));
}

/** The networks two containers share; "host" and "container:…" are shared by whoever uses them. */
function shared(one: ContainerEvidence, other: ContainerEvidence): readonly string[] {
  return one.networks
    .filter(({ network }) => other.networks.some((its) => its.network === network))
    .map(({ network }) => network);
}

/** The first pair with a network in common. */
function meeting(ones: readonly ContainerEvidence[], others: readonly ContainerEvidence[]) {
  for (const one of ones)
    for (const other of others) {
      const [network] = shared(one, other);
      if (network !== undefined) return { one, other, network };
    }
  return undefined;
}

export default defineChecks({
  outside: {
    watches: ['pages', 'containers'],
    async evaluate(evidence) {
      const { web, api, database } = await tiersOf(evidence);
      const page = await evidence.page(PORT, '/list');
      const publisher = [...web, ...api, ...database].find(isPublished);
      if (publisher === undefined)
        return notStarted({
          ko: '8080번 포트를 공개한 컨테이너가 아직 없습니다.',
          en: 'No container publishes port 8080 yet.',
        });
      if (!web.includes(publisher))
        return wrongMove('not-the-web', {
          ko: `8080번 포트를 “${shownText(publisher.name)}”이(가) 공개하고 있습니다. nginx로 만든 웹 서버가 받아서 API로 넘겨야 합니다.`,
          en: `Port 8080 is published by “${shownText(publisher.name)}”. The web server made from nginx must receive requests and pass them on to the API.`,
        });
      const isList = page?.status === 200 && page.body.includes('<title>List');
      if (isList && database.length > 0) return passed();
      if (page?.status === 404)
        return wrongMove('no-proxy', {
          ko: '웹 서버가 /list를 API로 넘기지 않고 404로 답합니다. shop/proxy.conf가 컨테이너의 /etc/nginx/conf.d/default.conf에 있는지 확인해 주세요.',
          en: 'The web server answers 404 instead of passing /list on to the API. Check whether shop/proxy.conf is at /etc/nginx/conf.d/default.conf in the container.',
        });
      if (api.length > 0 && meeting(web, api) === undefined)
        return wrongMove('web-without-api', {
          ko: '웹 서버와 API가 함께 있는 네트워크가 없어서 요청을 넘기지 못합니다.',
          en: 'The web server and the API share no network, so requests cannot be passed on.',
        });
      if (api.length > 0 && !api.some((container) => isCalled(container, 'api')))
        return wrongMove('no-name', {
          ko: '웹 서버는 “api”라는 이름을 부르는데, 그 이름이나 별칭을 가진 API 컨테이너가 없습니다.',
          en: 'The web server calls the name “api”, but no API container has it as its name or alias.',
        });
      return partlyDone('no-list', {
        ko: 'http://localhost:8080/list에 아직 할 일 목록이 나오지 않습니다. API가 데이터베이스를 찾을 때까지 몇 초 걸립니다. 오래 걸리면 API의 로그를 보세요.',
        en: 'http://localhost:8080/list does not show the to-do list yet. The API takes a few seconds to find its database. If it takes long, look at the log of the API.',
      });
    },
  },

  'one-door': {
    watches: ['containers'],
    async evaluate(evidence) {
      const tiers = await tiersOf(evidence);
      const hidden = [...tiers.database, ...tiers.api];
      const open = hidden.find(({ ports }) => ports.some(({ publishedPort }) => publishedPort !== null));
      if (open !== undefined)
        return wrongMove('open-inside', {
          ko: `“${shownText(open.name)}”이(가) 포트를 공개하고 있습니다. 바깥에 열린 것은 웹 서버뿐이어야 합니다.`,
          en: `“${shownText(open.name)}” publishes a port. Only the web server may be open to the outside.`,
        });
      const second = tiers.all.flatMap(({ name, ports }) =>
        ports.flatMap(({ publishedPort }) =>
          publishedPort === null || publishedPort === PORT ? [] : [{ name, publishedPort }],
        ),
      )[0];
      if (second !== undefined)
        return wrongMove('second-door', {
          ko: `“${shownText(second.name)}”이(가) ${String(second.publishedPort)}번 포트도 공개하고 있습니다. 공개된 포트는 웹 서버의 8080번 하나뿐이어야 합니다.`,
          en: `“${shownText(second.name)}” publishes port ${String(second.publishedPort)} as well. The only published port must be 8080 of the web server.`,
        });
      const onHost = tiers.all.find(({ networkMode }) => networkMode === 'host');
      if (onHost !== undefined)
        return wrongMove('on-host', {
          ko: `“${shownText(onHost.name)}”이(가) 호스트의 네트워크를 씁니다. 그러면 모든 포트가 호스트에 열립니다.`,
          en: `“${shownText(onHost.name)}” uses the host's network, so all its ports are open on the host.`,
        });
      if (!isComplete(tiers)) return notStarted(missing);
      if (tiers.web.some(isPublished)) return passed();
      return partlyDone('no-door', {
        ko: '웹 서버가 8080번 포트를 공개하지 않아서 들어올 문이 없습니다.',
        en: 'The web server does not publish port 8080, so there is no door at all.',
      });
    },
  },

  inside: {
    watches: ['containers', 'networks'],
    async evaluate(evidence) {
      const { database } = await tiersOf(evidence);
      const [one] = database;
      if (one === undefined)
        return notStarted({ ko: '실행 중인 데이터베이스가 아직 없습니다.', en: 'No database is running yet.' });
      const internal = new Set(
        (await evidence.networks()).filter((network) => network.internal).map(({ name }) => name),
      );
      const attached = database.flatMap(({ networks }) => networks);
      if (attached.length === 0 || attached.some(({ network }) => network === 'none'))
        return wrongMove('unreachable', {
          ko: `“${shownText(one.name)}”은(는) 어느 네트워크에도 없어서 API도 닿지 못합니다.`,
          en: `“${shownText(one.name)}” is on no network, so not even the API reaches it.`,
        });
      const outside = attached.find(({ network }) => !internal.has(network));
      if (outside !== undefined) {
        const isElsewhere = attached.some(({ network }) => internal.has(network));
        return wrongMove(isElsewhere ? 'also-outside' : 'way-out', {
          ko: `데이터베이스가 “${shownText(outside.network)}” 네트워크에${isElsewhere ? '도' : ''} 있습니다. 이 네트워크에는 바깥으로 나가는 길이 있습니다.`,
          en: `The database is ${isElsewhere ? 'also ' : ''}on the network “${shownText(outside.network)}”, which has a way out.`,
        });
      }
      if (database.some((container) => isCalled(container, 'database'))) return passed();
      return partlyDone('no-name', {
        ko: 'API는 “database”라는 이름을 찾습니다. 데이터베이스가 네트워크에서 그 이름으로 통해야 합니다.',
        en: 'The API looks for the name “database”. The database must be found by that name on its network.',
      });
    },
  },

  apart: {
    watches: ['containers'],
    async evaluate(evidence) {
      const tiers = await tiersOf(evidence);
      if (!isComplete(tiers)) return notStarted(missing);
      const { web, api, database } = tiers;
      const direct = meeting(web, database);
      if (direct !== undefined) {
        const isDefault = direct.network === 'bridge';
        return wrongMove(isDefault ? 'default-network' : 'one-network', {
          ko: `“${shownText(direct.one.name)}”과(와) “${shownText(direct.other.name)}”이(가) ${isDefault ? '기본 네트워크' : '네트워크'} “${shownText(direct.network)}”에 함께 있어서 서로 바로 닿습니다.`,
          en: `“${shownText(direct.one.name)}” and “${shownText(direct.other.name)}” are both on the ${isDefault ? 'default ' : ''}network “${shownText(direct.network)}”, so they reach each other directly.`,
        });
      }
      const between = api.find((container) => meeting([container], web) && meeting([container], database));
      if (between !== undefined) return passed();
      return wrongMove('not-between', {
        ko: 'API가 웹 서버와도, 데이터베이스와도 네트워크를 하나씩 함께 써야 합니다. 지금은 한쪽이 빠져 있습니다.',
        en: 'The API must share a network with the web server and one with the database. At the moment it lacks one of them.',
      });
    },
  },
});
