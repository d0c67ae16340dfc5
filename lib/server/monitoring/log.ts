import pino, { type Logger, type LoggerOptions } from 'pino'
import { env } from '@/lib/server/env'
import { withoutSecrets } from './without-secrets'

const KEY = Symbol.for('holdfast.log')

/** Structured lines on standard output; no addresses of people, no secrets. */
export function log(): Logger {
  const shared = globalThis as { [KEY]?: Logger }
  shared[KEY] ??= pino(logOptions(env().logLevel))
  return shared[KEY]
}

export const logOptions = (level: string): LoggerOptions => ({
  level,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  hooks: {
    logMethod(words, write) {
      const [first] = words as readonly unknown[]
      const told = (words as unknown[]).map((one) => withoutSecrets(one))
      if (first instanceof Error) told[0] = { detail: told[0] }
      write.apply(this, told as Parameters<typeof write>)
    },
  },
})
