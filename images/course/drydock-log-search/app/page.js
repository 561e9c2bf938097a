// Searches, and searches again every few seconds for lines that have come since.
const form = document.querySelector('form');
const result = document.querySelector('#result');
const usual = ['time', 'tag', 'container_name', 'source', 'log'];

const element = (name, ...children) => {
  const made = document.createElement(name);
  made.append(...children);
  return made;
};

const asText = (value) => (value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value));

async function showFields() {
  const fields = await (await fetch('/fields')).json();
  const chosen = form.elements.field.value;
  if (fields.length === form.elements.field.options.length - 1) return;
  form.elements.field.replaceChildren(element('option', ''), ...fields.map((field) => element('option', field)));
  form.elements.field.value = chosen;
}

function showLines(lines) {
  const known = new Set(lines.flatMap(Object.keys));
  const asked = form.elements.field.value;
  const columns = [...new Set([...usual, ...(asked ? [asked] : [])])].filter((column) => known.has(column));
  const row = (kind, cells) => element('tr', ...cells.map((cell) => element(kind, cell)));
  // Lines without any of the usual fields are shown whole.
  const cells = (line) => columns.map((column) => asText(line[column]));
  const whole = (line) => !columns.some((column) => column !== 'time' && column in line);
  document.querySelector('#lines').replaceChildren(
    row('th', columns),
    ...lines.map((line) => {
      const made = row('td', whole(line) ? [asText(line.time), JSON.stringify(line)] : cells(line));
      if (whole(line)) made.lastChild.colSpan = Math.max(columns.length - 1, 1);
      made.title = JSON.stringify(line, null, 1);
      return made;
    }),
  );
}

let shown = '';

async function search() {
  const { text, field, value } = Object.fromEntries(new FormData(form));
  const parameters = new URLSearchParams({ text });
  if (field && value) parameters.set(field, value);
  try {
    const answer = await (await fetch(`/search?${parameters}`)).text();
    if (answer === shown) return;
    shown = answer;
    const { total, lines } = JSON.parse(answer);
    result.textContent = total === 0 ? 'No line fits.' : `${total} lines fit; the newest ${lines.length} are shown.`;
    showLines(lines);
    await showFields();
  } catch (error) {
    result.textContent = `The log search does not answer: ${error.message}`;
    shown = '';
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  search();
});
search();
setInterval(search, 3000);
