/**
 * @param {{ number?: string, error?: string, about: readonly string[] }} content
 * @returns {string} the page as HTML
 */
export function page({ number, error, about }) {
  let result = '';
  if (number !== undefined) result = `<p class="number">Here it is: <strong>${number}</strong></p>`;
  if (error !== undefined) result = `<p class="error">${error}</p>`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Random numbers</title>
    <style>
      :root {
        color-scheme: light dark;
      }
      body {
        max-width: 34rem;
        margin: 0 auto;
        padding: 3rem 1.5rem;
        font: 1.0625rem/1.6 system-ui, sans-serif;
        color: light-dark(#14233a, #e6edf6);
        background: light-dark(#f4f7fb, #10151c);
      }
      h1 {
        font-size: 1.75rem;
        line-height: 1.2;
      }
      button {
        padding: 0.5rem 1.1rem;
        font: inherit;
        color: light-dark(#ffffff, #0d1b2b);
        background: light-dark(#0b5cad, #7fb8f5);
        border: 0;
        border-radius: 0.25rem;
        cursor: pointer;
      }
      strong {
        font-size: 1.5rem;
      }
      .error {
        padding: 0.75rem 1rem;
        color: light-dark(#8a1c12, #ffb4a8);
        border: 1px solid currentColor;
        border-radius: 0.25rem;
      }
      footer {
        margin-top: 3rem;
        font-size: 0.875rem;
        color: light-dark(#51627a, #9fb0c6);
      }
    </style>
  </head>
  <body>
    <main>
      <h1>Random numbers</h1>
      <form method="post"><button>Get a random number</button></form>
      ${result}
    </main>
    <footer>${about.join(' · ')}</footer>
  </body>
</html>
`;
}
