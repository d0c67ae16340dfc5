import type { CloudAnswer, Page } from '@/lib/allocation/ports/cloud'

// How tests of clouds read answers.

/** The value of an answer that must be one. */
export async function mustAnswer<T>(answer: CloudAnswer<T>): Promise<T> {
  const result = await answer
  if (!result.ok) throw new Error(`${result.refusal.kind}: ${result.refusal.code}: ${result.refusal.message}`)
  return result.value
}

/** The error of an answer that must be refused. */
export async function refusalOf(answer: CloudAnswer<unknown>) {
  const result = await answer
  if (result.ok) throw new Error(`Expected a refusal, got ${JSON.stringify(result.value)}`)
  return result.refusal
}

/** Walks all pages. */
export async function everyPage<T>(read: (pageToken: string | null) => CloudAnswer<Page<T>>): Promise<T[]> {
  const items: T[] = []
  let pageToken: string | null = null
  do {
    const page: Page<T> = await mustAnswer(read(pageToken))
    items.push(...page.items)
    pageToken = page.nextToken
  } while (pageToken !== null)
  return items
}
