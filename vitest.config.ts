/**
 * Two kinds of tests: `unit` needs nothing but Node; `integration` (name.integration.test.ts) needs a Docker Engine and the
 * images that `npm start -- --prepare` makes.
 */
import { defineConfig } from 'vitest/config';

const folders = '{app,lessons,sandbox-server,prisma,scripts}';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${folders}/**/*.test.{ts,tsx}`],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
          // Finds what hangs; how long a test takes on a busy machine says nothing about the code.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: [`${folders}/**/*.integration.test.ts`],
          // Each file has an installation of its own. Two at once keep two cores busy; more would make all of them slower.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
