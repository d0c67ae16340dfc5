import type { PrismaClient } from './client'

/**
 * Asks a question whose text numbers its parameters (`?1`, `?2`), so that one can stand in several places. The driver
 * knows only parameters in order of appearance; each number is replaced by one of those, with its value.
 */
export function ask<T>(
  client: PrismaClient,
  sql: string,
  ...values: (string | number | null)[]
): Promise<T[]> {
  const inOrder: (string | number | null)[] = []
  const text = sql.replace(/\?(\d+)/g, (_, number: string) => {
    inOrder.push(values[Number(number) - 1] ?? null)
    return '?'
  })
  return client.$queryRawUnsafe<T[]>(text, ...inOrder)
}
