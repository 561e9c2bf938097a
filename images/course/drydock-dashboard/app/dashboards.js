// Reads dashboards written in a part of Grafana's JSON format; README.md describes that part.
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

// What Grafana calls these types now and in older versions.
const panelTypes = new Map([
  ['timeseries', 'timeseries'],
  ['graph', 'timeseries'],
  ['stat', 'stat'],
  ['singlestat', 'stat'],
  ['table', 'table'],
]);

const secondsOf = { s: 1, m: 60, h: 3600, d: 86400 };

/** What is shown while nobody has mounted a dashboard. */
export const builtInDashboard = dashboardFrom(
  {
    title: 'What Prometheus watches',
    panels: [
      { title: 'Targets that answer', type: 'stat', targets: [{ expr: 'sum(up)' }], gridPos: { w: 6 } },
      {
        title: 'up',
        type: 'timeseries',
        targets: [{ expr: 'up', legendFormat: '{{job}} {{instance}}' }],
        gridPos: { w: 18 },
      },
    ],
  },
  'built-in',
);

/** All dashboards of a folder, and what is wrong with the files that cannot be shown. */
export async function readDashboards(folder) {
  const dashboards = [];
  const problems = [];
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((candidate) => candidate.endsWith('.json')).sort()) {
    const file = join(folder, name);
    try {
      dashboards.push(dashboardFrom(parse(await readFile(file, 'utf8')), basename(name, '.json')));
    } catch (error) {
      problems.push({ file, message: error.message });
    }
  }
  return { dashboards, problems };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`This is not valid JSON: ${error.message}`);
  }
}

function dashboardFrom(json, name) {
  // Grafana's own API puts a dashboard into an envelope of this name.
  const source = json?.dashboard ?? json;
  if (!Array.isArray(source?.panels)) throw new Error('A dashboard needs "panels", a list.');
  return {
    uid: name,
    title: String(source.title ?? name),
    refreshSeconds: duration(source.refresh) ?? 5,
    seconds: duration(String(source.time?.from ?? '').replace(/^now-/, '')) ?? 15 * 60,
    panels: source.panels.map(panelFrom),
  };
}

function panelFrom(source, index) {
  const panel = {
    title: String(source?.title ?? ''),
    type: panelTypes.get(source?.type),
    width: clamp(source?.gridPos?.w ?? 12, 1, 24),
    height: clamp(source?.gridPos?.h ?? 8, 3, 40),
    targets: [],
  };
  if (!panel.type) {
    return {
      ...panel,
      type: 'unknown',
      problem: `The type "${source?.type}" is not known here. Known are: ${[...panelTypes.keys()].join(', ')}.`,
    };
  }
  const targets = Array.isArray(source.targets) ? source.targets : [];
  panel.targets = targets.filter((target) => target?.expr).map(({ expr, legendFormat }) => ({ expr, legendFormat }));
  if (panel.targets.length === 0) panel.problem = `Panel ${index + 1} has no query: it needs targets[].expr.`;
  return panel;
}

/** "30s", "15m", "6h", "2d" in seconds. */
function duration(text) {
  const [, number, unit] = String(text ?? '').match(/^(\d+)([smhd])$/) ?? [];
  return number > 0 ? Number(number) * secondsOf[unit] : undefined;
}

function clamp(number, least, most) {
  return Math.min(Math.max(Number(number) || least, least), most);
}
