/** Starts Prisma's schema engine in its WebAssembly form on one SQLite file. Only `migrations.ts` needs it. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from '@prisma/driver-adapter-utils'
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg'

/** Runs `work` with an engine connected to `file` (a path, or `:memory:`) and closes everything after it. */
export async function withEngine<T>(
  file: string,
  work: (engine: engineModule.SchemaEngine) => Promise<T>,
): Promise<T> {
  await loadEngine()
  const { factory, close } = adapted(new PrismaBetterSqlite3({ url: `file:${file}` }))
  const engine = await engineModule.SchemaEngine.new(
    { datamodels: undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  )
  try {
    return await work(engine)
  } finally {
    engine.free()
    await close()
  }
}

let loading: Promise<void> | undefined

/** The package's own entry imports the .wasm file as a module, which Node does only behind a flag. */
function loadEngine(): Promise<void> {
  loading ??= (async () => {
    const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    const { instance } = await WebAssembly.instantiate(readFileSync(path.replace(/\.js$/, '.wasm')), {
      './schema_engine_bg.js': engineModule as unknown as WebAssembly.ModuleImports,
    })
    engineModule.__wbg_set_wasm(instance.exports)
    const begin = instance.exports.__wbindgen_start
    if (typeof begin === 'function') begin()
  })()
  return loading
}

/**
 * The engine does not close every connection it opens, and a copy of a file that is still open may be
 * incomplete: so the connections are remembered here and closed together.
 */
function adapted(inner: SqlMigrationAwareDriverAdapterFactory) {
  const opened: SqlDriverAdapter[] = []
  const remember = async (connecting: Promise<SqlDriverAdapter>): Promise<SqlDriverAdapter> => {
    const connection = bridge(await connecting)
    opened.push(connection)
    return connection
  }
  const factory: SqlMigrationAwareDriverAdapterFactory = {
    provider: inner.provider,
    adapterName: inner.adapterName,
    connect: () => remember(inner.connect()),
    connectToShadowDb: () => remember(inner.connectToShadowDb()),
  }
  return { factory, close: () => Promise.all(opened.map((connection) => connection.dispose())) }
}

/** What the engine says and better-sqlite3 refuses, put so that it understands. */
function bridge(connection: SqlDriverAdapter): SqlDriverAdapter {
  const execute = connection.executeRaw.bind(connection)
  const query = connection.queryRaw.bind(connection)

  // The engine replays a whole migration file as if it were one statement.
  connection.executeRaw = async (statement: SqlQuery) => {
    if (statement.args.length > 0) return execute(statement)
    await connection.executeScript(statement.sql)
    return 0
  }

  // To read a partial index it writes the name in double quotes, as SQLite once allowed for text.
  connection.queryRaw = (statement: SqlQuery) =>
    query({
      ...statement,
      sql: statement.sql.replace(/(FROM sqlite_master WHERE .* AND name = )"([^"]+)"/, "$1'$2'"),
    })

  return connection
}
