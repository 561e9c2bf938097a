/**
 * Settings of Next.js.
 */
import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native or self-loading packages; they stay in node_modules and are not bundled.
  serverExternalPackages: ['better-sqlite3', '@prisma/adapter-better-sqlite3', '@prisma/client'],
  // Lessons are read at run time from the repository; what authors keep to themselves belongs in no output.
  outputFileTracingExcludes: { '*': ['./lessons/**/author/**/*', './.drydock/**/*'] },
  // The editor's Dockerfile service would ask Docker Hub for tags. Without this it cannot, says that there are none, and what
  // stands in for Node's network in browsers, which evaluates strings, is not loaded.
  turbopack: { resolveAlias: { https: { browser: './app/_editor/no-network.ts' } } },
  devIndicators: false,
  // `npm test` checks the types of the whole repository; a first start need not wait for that again.
  typescript: { ignoreBuildErrors: true },
};

export default config;
