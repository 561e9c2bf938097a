// The pages, as text. page.js asks for them again every few seconds, so they are always up to date.

const escape = (text) =>
  String(text ?? '').replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]);

const addressOf = (run) => `/runs/${run.repository}/${run.number}`;

const badge = (status) => `<span class="status ${escape(status)}">${escape(status)}</span>`;

function page(title, content) {
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escape(title)} – Drydock pipeline</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/page.css">
  <script type="module" src="/page.js"></script>
</head>
<body>
  <header><a href="/">Drydock pipeline</a></header>
  <main>
    <h1>${escape(title)}</h1>
    ${content}
  </main>
  <footer>This is Drydock's own small build server. It takes the place of Jenkins and Gogs in the course.</footer>
</body>
</html>
`;
}

/** All runs, and how to add a repository. */
export function overviewPage({ runs, repositories, host }) {
  const rows = runs.map(
    (run) => `<tr>
      <td><a href="${addressOf(run)}">${escape(run.repository)} build ${run.number}</a></td>
      <td>${badge(run.status)}</td>
      <td><code>${escape(run.commit.slice(0, 7))}</code> on ${escape(run.branch)}: ${escape(run.subject)}</td>
      <td>${time(run.createdAt)}</td>
    </tr>`,
  );
  const table = `<table><tr><th>Run</th><th>Status</th><th>Commit</th><th>Started</th></tr>${rows.join('')}</table>`;
  const known = repositories.map((name) => `<li><code>http://${escape(host)}/git/${escape(name)}.git</code></li>`);
  return page(
    'Runs',
    `${runs.length > 0 ? table : '<p>There are no runs yet.</p>'}
    <h2>Repositories</h2>
    ${known.length > 0 ? `<ul>${known.join('')}</ul>` : ''}
    <p>Push a repository with a <code>pipeline.json</code>; it is made here by the first push:</p>
    <pre>git push http://${escape(host)}/git/NAME.git main</pre>`,
  );
}

/** One run: its stages, its log, and a decision where one is awaited. */
export function runPage(run, log, ended) {
  const stages = run.stages.map((stage) => `<li>${escape(stage.name)} ${badge(stage.status)}</li>`);
  const waiting = run.stages.find(({ status }) => status === 'waiting');
  const button = (action, text) =>
    `<form method="post" action="/api${addressOf(run)}/${action}"><button>${escape(text)}</button></form>`;
  const buttons = waiting
    ? button('approve', `Approve ${waiting.name}`) + button('reject', 'Reject')
    : ended
      ? button('again', 'Run this commit again')
      : '';
  return page(
    `${run.repository} build ${run.number}`,
    `<p>${badge(run.status)} <code>${escape(run.commit.slice(0, 7))}</code> on ${escape(run.branch)}: ${escape(run.subject)}</p>
    ${run.error ? `<p class="wrong">${escape(run.error)}</p>` : ''}
    <ol class="stages">${stages.join('')}</ol>
    <div class="buttons">${buttons}</div>
    <h2>Log</h2>
    <pre>${escape(log)}</pre>`,
  );
}

const time = (text) => `<time datetime="${escape(text)}">${escape(text.slice(0, 19).replace('T', ' '))}</time>`;
