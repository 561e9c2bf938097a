/**
 * A Chromium for the browser tests, and fonts for Korean. Knows nothing about the tests.
 */
import { existsSync } from 'node:fs';
import { ask } from '../start/child.mjs';
import { StageFailure } from '../start/failure.mjs';
import { debianFamily, hasCommand, installPackages } from '../start/packages.mjs';

const usualPlaces = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'];
const fonts = ['fonts-noto-core', 'fonts-noto-cjk'];

/** Path of the browser, or null. */
export function findBrowser() {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new StageFailure(`CHROMIUM_PATH is ${chosen}, and there is no such file. Correct it or unset it.`);
  }
  return usualPlaces.find((path) => existsSync(path)) ?? null;
}

/** @param {import('../start/progress.mjs').Stage} stage */
export async function provideBrowser(stage) {
  const browser = findBrowser();
  const family = debianFamily();
  if (browser === null) {
    if (family === null) {
      throw new StageFailure(
        'The browser tests need Chromium or Google Chrome. Install one, and name it if it is in an unusual place: CHROMIUM_PATH=/path/to/chromium npm test',
      );
    }
    const name = family.id === 'debian' ? 'chromium' : 'chromium-browser';
    await installPackages(stage, [name, ...fonts], { purpose: 'run the browser tests' });
    if (findBrowser() === null) {
      throw new StageFailure(`The package ${name} brought no browser to ${usualPlaces.join(', ')}. Set CHROMIUM_PATH.`);
    }
    return 'done';
  }
  if (family === null || (await hasKoreanFont(stage.signal))) return 'already';
  await installPackages(stage, fonts, { purpose: 'show Korean in the browser tests' });
  return 'done';
}

/** @param {AbortSignal} signal */
async function hasKoreanFont(signal) {
  if (!hasCommand('fc-list')) return true;
  return (await ask('fc-list', [':lang=ko', 'family'], { signal })).stdout.trim() !== '';
}
