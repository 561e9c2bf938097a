/**
 * `npm run lessons:walk`: goes through lessons in a real browser as a learner does, by clicking what the text offers. For
 * whoever wrote or changed lessons; `npm test` proves the checks instead, which is quicker.
 */
import { defineConfig } from '@playwright/test';
import stories from './playwright.config.ts';

export default defineConfig({ ...stories, testDir: 'e2e/walk', testIgnore: [], timeout: 600_000 });
