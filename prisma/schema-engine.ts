/**
 * Prisma's own schema engine as WebAssembly, bound to one SQLite database. It keeps Prisma's table `_prisma_migrations`,
 * so the ordinary `prisma migrate` can be used on the same database. See docs/decisions/0002.
 *
 * Knows nothing about folders, command lines or our models.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { z } from 'zod';

/** How every module of wasm-bindgen is started; anything else means that the package has changed. */
const startSchema = z.custom<() => void>(
  (value) => typeof value === 'function',
  'the schema engine has no start function',
);

/**
 * Loads the engine for one database.
 *
 * @param url `file:` address of the database
 * @param schemaPath absolute path of schema.prisma
 * @param schema content of schema.prisma
 */
export async function loadSchemaEngine(
  url: string,
  schemaPath: string,
  schema: string,
): Promise<bindings.SchemaEngine> {
  await instantiateBindings();
  const adapter = bindMigrationAwareSqlAdapterFactory(withScriptableShadow(new PrismaBetterSqlite3({ url })));
  return bindings.SchemaEngine.new({ datamodels: [[schemaPath, schema]] }, () => undefined, adapter);
}

async function instantiateBindings(): Promise<void> {
  const packageDirectory = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const code = await readFile(path.join(packageDirectory, 'schema_engine_bg.wasm'));
  // The package's own entry imports the .wasm file as a module, which Node cannot do without a flag.
  const { instance } = await WebAssembly.instantiate(code, { './schema_engine_bg.js': { ...bindings } });
  bindings.__wbg_set_wasm(instance.exports);
  startSchema.parse(instance.exports['__wbindgen_start'])();
}

/**
 * To compare migrations with the schema, the engine replays them on an empty database in memory, a whole file per call;
 * the adapter's executeRaw prepares a single statement and would drop all but the first.
 */
function withScriptableShadow(factory: SqlMigrationAwareDriverAdapterFactory): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: () => factory.connect(),
    connectToShadowDb: async () => {
      const shadow = await factory.connectToShadowDb();
      const executeRaw = shadow.executeRaw.bind(shadow);
      const scriptable: SqlDriverAdapter['executeRaw'] = async (query) => {
        if (query.args.length > 0) return executeRaw(query);
        await shadow.executeScript(query.sql);
        return 0;
      };
      return Object.assign(shadow, { executeRaw: scriptable });
    },
  };
}
