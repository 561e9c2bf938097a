// The pages: messages in place of an answer, and the status page.

const escape = (text) =>
  String(text).replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]);

function page(title, content, head = '') {
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escape(title)} – Drydock label router</title>
  <link rel="icon" href="data:,">
  ${head}
  <style>
    :root { color-scheme: light dark; }
    body {
      margin: 0 auto; padding: 1.5rem; max-width: 60rem; font: 1rem/1.5 system-ui, sans-serif;
      color: light-dark(#16202c, #e4eaf2); background: light-dark(#f1f4f8, #10161f);
    }
    h1 { margin: 0 0 1rem; font-size: 1.5rem; }
    table { width: 100%; border-collapse: collapse; }
    th, td { padding: 0.4rem 0.75rem 0.4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid light-dark(#d6dde6, #2f3a49); }
    .wrong { color: light-dark(#a3261d, #ff9a8f); }
    footer { margin-top: 2rem; font-size: 0.85rem; color: light-dark(#546374, #9aa8b8); }
  </style>
</head>
<body>
  <main>
    <h1>${escape(title)}</h1>
    ${content}
  </main>
  <footer>This is Drydock's label router, a small reverse proxy that takes the place of Traefik in the course.</footer>
</body>
</html>
`;
}

/** What is sent when no target can answer. */
export const messagePage = (title, text) => page(title, `<p>${escape(text)}</p>`);

/** All routes with their targets, and what is wrong. */
export function statusPage({ routes, problems, engineError }) {
  const rows = routes.map(({ host, path, targets }) => {
    const list = targets.map(
      ({ container, address, port }) => `<div>${escape(container)} <code>${address}:${port}</code></div>`,
    );
    return `<tr><td>${host === '*' ? 'any' : escape(host)}</td><td>${escape(path)}</td><td>${list.join('')}</td></tr>`;
  });
  const table = `<table><tr><th>router.host</th><th>router.path</th><th>Containers</th></tr>${rows.join('')}</table>`;
  const none = '<p>No running container has the label <code>router.host</code> or <code>router.path</code>.</p>';
  const wrong = problems.map(
    ({ container, problem }) => `<li><strong>${escape(container)}</strong> ${escape(problem)}</li>`,
  );
  return page(
    'Routes',
    `${engineError ? `<p class="wrong">${escape(engineError)}</p>` : ''}
    ${rows.length > 0 ? table : none}
    ${wrong.length > 0 ? `<h2>Not used</h2><ul class="wrong">${wrong.join('')}</ul>` : ''}`,
    '<meta http-equiv="refresh" content="3">',
  );
}
