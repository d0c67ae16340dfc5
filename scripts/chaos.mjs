// @ts-check
/** `npm run chaos`: prepares what is to be killed, and hands over to `e2e/chaos/run.ts`, which says what it takes. */
import { runPrepared } from './run-prepared.mjs'

await runPrepared('e2e/chaos/run.ts')
