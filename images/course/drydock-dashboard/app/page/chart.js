// Draws series of [seconds, value] as lines.

const left = 52;
const bottom = 22;
const colours = 6;

const svg = (name, attributes = {}, ...children) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

/** A number short enough for a legend. */
export function short(number) {
  if (number === null || number === undefined) return '–';
  if (number !== 0 && Math.abs(number) < 0.001) return number.toExponential(2);
  const digits = Math.abs(number) < 10 ? 3 : 1;
  return new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: digits }).format(number);
}

/** The class that gives the series of this number its colour. */
export const colourOf = (index) => `colour-${index % colours}`;

/** A line chart of the last `seconds`, with a scale on both sides, as large as `size` in pixels. */
export function chart(title, series, seconds, { width, height }) {
  const values = series.flatMap(({ points }) => points.map(([, value]) => value)).filter((value) => value !== null);
  const ticks = ticksBetween(Math.min(0, ...values), Math.max(0, ...values));
  const end = Date.now() / 1000;
  const x = (time) => left + ((time - (end - seconds)) / seconds) * (width - left);
  const y = (value) => 6 + ((ticks.at(-1) - value) / (ticks.at(-1) - ticks[0])) * (height - bottom - 6);

  const lines = ticks.flatMap((tick) => [
    svg('line', { class: 'grid', x1: left, x2: width, y1: y(tick), y2: y(tick) }),
    svg('text', { x: left - 6, y: y(tick) + 4, 'text-anchor': 'end' }, short(tick)),
  ]);
  const times = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const time = new Date((end - seconds * (1 - part)) * 1000);
    const anchor = part === 0 ? 'start' : part === 1 ? 'end' : 'middle';
    return svg(
      'text',
      { x: left + part * (width - left), y: height - 4, 'text-anchor': anchor },
      time.toTimeString().slice(0, 8),
    );
  });
  const curves = series.map(({ name, points }, index) =>
    svg('path', { class: `series ${colourOf(index)}`, d: curve(points, x, y) }, svg('title', {}, name)),
  );
  const label = `${title}: ${series.map(({ name, points }) => `${name} ${short(points.at(-1)?.[1])}`).join(', ')}`;
  return svg('svg', { width, height, role: 'img', 'aria-label': label }, ...lines, ...times, ...curves);
}

// A gap in the values is a gap in the line, and so is a time without values: Prometheus was not running then.
function curve(points, x, y) {
  const gaps = points.slice(1).map(([time], index) => time - points[index][0]);
  const usual = Math.min(...gaps);
  return points
    .map(([time, value], index) => {
      if (value === null) return '';
      const joined = index > 0 && points[index - 1][1] !== null && time - points[index - 1][0] <= usual * 1.5;
      // A line to its own beginning makes a single point visible.
      const position = `${x(time).toFixed(1)} ${y(value).toFixed(1)}`;
      return joined ? `L${position}` : `M${position}h1`;
    })
    .join('');
}

function ticksBetween(least, most) {
  const span = most - least || 1;
  const magnitude = 10 ** Math.floor(Math.log10(span / 4));
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((candidate) => span / candidate <= 5);
  const first = Math.floor(least / step);
  const last = Math.max(Math.ceil(most / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}
