import pino, { type Logger } from 'pino'
import { env } from './env'

const KEY = Symbol.for('holdfast.log')

/** Structured lines on standard output; no addresses of people, no secrets. */
export function log(): Logger {
  const shared = globalThis as { [KEY]?: Logger }
  shared[KEY] ??= pino({
    level: env().logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { detail: pino.stdSerializers.err },
  })
  return shared[KEY]
}
