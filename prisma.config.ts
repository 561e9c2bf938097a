/**
 * Settings of Prisma's own command line, for machines where its engine binary can be had. Drydock itself does not need it:
 * migrations are applied by prisma/migrate.ts.
 */
import path from 'node:path';
import { defineConfig } from 'prisma/config';
import { databaseUrl } from './prisma/database-url.ts';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: databaseUrl(process.env, path.resolve(import.meta.dirname)) },
});
