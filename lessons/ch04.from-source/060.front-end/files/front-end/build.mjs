// Makes the web site in dist/ from the template and the data in src/ and the files in public/.
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import ejs from 'ejs';

const ships = JSON.parse(await readFile('src/ships.json', 'utf8'));
const page = await ejs.renderFile('src/index.ejs', { ships });

await mkdir('dist', { recursive: true });
await writeFile('dist/index.html', page.replace(/\s*\n\s*/g, '\n'));
await cp('public', 'dist', { recursive: true });
console.log(`dist/index.html: ${page.length} letters, ${ships.length} ships`);
