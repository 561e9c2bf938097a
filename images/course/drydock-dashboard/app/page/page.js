// Shows one dashboard and draws its panels anew every few seconds.
import { chart, colourOf, short } from './chart.js';

const uid = location.pathname.match(/^\/d\/([^/]+)/)?.[1];

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const draw = {
  timeseries: (panel, series, seconds, width) => [
    // What is left of the panel's height below its title and above two lines of legend.
    chart(panel.title, series, seconds, { width, height: Math.max(panel.height * 32 - 112, 60) }),
    element(
      'ul',
      { className: 'legend' },
      ...series.map(({ name, points }, index) =>
        element('li', { className: colourOf(index) }, `${name}: ${short(points.at(-1)?.[1])}`),
      ),
    ),
  ],
  stat: (panel, series) =>
    series.map(({ name, points }) =>
      element(
        'div',
        { className: 'stat' },
        short(points.at(-1)?.[1]),
        ...(series.length > 1 ? [element('small', {}, name)] : []),
      ),
    ),
  table: (panel, series) => {
    const labels = [...new Set(series.flatMap(({ metric }) => Object.keys(metric)))].filter(
      (label) => label !== '__name__',
    );
    const row = (kind, cells) => element('tr', {}, ...cells.map((cell) => element(kind, {}, cell)));
    return [
      element(
        'table',
        {},
        row('th', [...labels, 'value']),
        ...series.map(({ metric, points }) =>
          row('td', [...labels.map((label) => metric[label] ?? ''), short(points.at(-1)?.[1])]),
        ),
      ),
    ];
  },
};

async function ask(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error((await response.json()).message);
  return response.json();
}

function showProblems(problems) {
  const shown = problems.map(({ file, message }) =>
    element('p', { className: 'wrong' }, element('strong', {}, file), `: ${message}`),
  );
  document.querySelector('#problems').replaceChildren(...shown);
}

function showPanelFrames(panels) {
  const main = document.querySelector('#panels');
  const frames = panels.map((panel) => {
    const frame = element('section', {}, element('h2', {}, panel.title), element('div', { className: 'content' }));
    frame.style.setProperty('--width', panel.width);
    frame.style.setProperty('--height', panel.height);
    return frame;
  });
  main.replaceChildren(...frames);
}

async function showPanel(dashboard, panel, index) {
  const { series, error } = await ask(`/api/dashboards/${encodeURIComponent(dashboard.uid)}/panels/${index}`);
  const content = document.querySelector('#panels').children[index]?.querySelector('.content');
  if (error) content?.replaceChildren(element('p', { className: 'wrong' }, error));
  else content?.replaceChildren(...draw[panel.type](panel, series, dashboard.seconds, content.clientWidth));
}

let shownLayout = '';

async function refresh() {
  let wait = 5;
  try {
    const { dashboards, problems } = await ask('/api/dashboards');
    const dashboard = uid ? dashboards.find((candidate) => encodeURIComponent(candidate.uid) === uid) : dashboards[0];
    showProblems(
      dashboard || !uid
        ? problems
        : [...problems, { file: decodeURIComponent(uid), message: 'There is no such dashboard.' }],
    );
    const links = document.querySelector('#dashboards');
    links.hidden = dashboards.length < 2;
    links.replaceChildren(
      ...dashboards.map((candidate) => {
        const link = element('a', { href: `/d/${encodeURIComponent(candidate.uid)}` }, candidate.title);
        if (candidate === dashboard) link.setAttribute('aria-current', 'page');
        return link;
      }),
    );
    const layout = JSON.stringify(dashboard?.panels ?? []);
    if (layout !== shownLayout) showPanelFrames(dashboard?.panels ?? []);
    shownLayout = layout;
    if (dashboard) {
      wait = dashboard.refreshSeconds;
      document.querySelector('#title').textContent = dashboard.title;
      document.title = `${dashboard.title} – Drydock dashboard`;
      await Promise.all(dashboard.panels.map((panel, index) => showPanel(dashboard, panel, index)));
    }
  } catch (error) {
    showProblems([{ file: 'The dashboard does not answer', message: error.message }]);
  }
  setTimeout(refresh, wait * 1000);
}

refresh();
