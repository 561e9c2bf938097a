/**
 * The web pages. All addresses in them are relative, so that they also work behind a reverse proxy that adds a path.
 */

/** @param {string} text */
function escape(text) {
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return String(text).replace(/[&<>"']/g, (character) => entities[character]);
}

function page(title, body, { version, host }) {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escape(title)} · To-do list</title>
    <link rel="stylesheet" href="css/site.css" />
  </head>
  <body>
    <header>
      <nav aria-label="Pages"><a href="./">To-do</a> <a href="list">List</a> <a href="new">New</a></nav>
    </header>
    <main>
      <h1>${escape(title)}</h1>
${body}
    </main>
    <footer>${escape(version)} · container <code>${escape(host)}</code> · <a href="diagnostics">diagnostics</a></footer>
  </body>
</html>
`;
}

export function homePage(items, about) {
  const open = items.filter(({ done }) => !done).length;
  const sentence = open === 0 ? 'Nothing to do.' : `There ${open === 1 ? 'is 1 thing' : `are ${open} things`} to do.`;
  return page('To-do', `      <p>${sentence}</p>\n      <p><a class="button" href="new">Add an item</a></p>`, about);
}

export function listPage(items, about) {
  if (items.length === 0) {
    return page('List', '      <p>The list is empty. <a href="new">Add an item</a></p>', about);
  }
  const rows = items.map(
    ({ id, item, done }) => `        <li${done ? ' class="done"' : ''}>
          <span>${escape(item)}</span>
          <form method="post" action="list">
            <input type="hidden" name="id" value="${id}" />
            <button name="action" value="${done ? 'reopen' : 'done'}">${done ? 'Reopen' : 'Done'}</button>
            <button name="action" value="delete">Delete</button>
          </form>
        </li>`,
  );
  return page('List', `      <ul>\n${rows.join('\n')}\n      </ul>`, about);
}

export function newPage(about) {
  return page(
    'New item',
    `      <form method="post" action="new">
        <label for="item">What is to be done?</label>
        <input id="item" name="item" maxlength="200" required autofocus />
        <button>Save</button>
      </form>`,
    about,
  );
}

export function diagnosticsPage(facts, about) {
  const rows = facts.map(([name, value]) => `        <dt>${escape(name)}</dt>\n        <dd>${escape(value)}</dd>`);
  return page('Diagnostics', `      <dl>\n${rows.join('\n')}\n      </dl>`, about);
}

export function messagePage(title, message, about) {
  return page(title, `      <p>${escape(message)}</p>`, about);
}
