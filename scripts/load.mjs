// @ts-check
/** `npm run load`: prepares what is to be loaded, and hands over to `e2e/load/run.ts`, which says how. */
import { runPrepared } from './run-prepared.mjs'

await runPrepared('e2e/load/run.ts')
