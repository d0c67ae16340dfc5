import type { BrowserContext } from '@playwright/test'

/** What went wrong in pages and programs without anybody asserting about it. */
export type Mishaps = {
  watch(context: BrowserContext): void
  /** From here on, messages like this are part of what is tested. */
  allow(pattern: RegExp): void
  found(): string[]
  unexpected(lines: readonly string[]): string[]
}

export function watchMishaps(): Mishaps {
  const found: string[] = []
  const allowed: RegExp[] = []
  const isUnexpected = (text: string) => !allowed.some((pattern) => pattern.test(text))
  return {
    watch(context) {
      context.on('weberror', (problem) =>
        found.push(`page error: ${problem.error().stack ?? problem.error()}`),
      )
      context.on('console', (message) => {
        if (message.type() !== 'error') return
        found.push(`console.error: ${message.text()} (${message.location().url})`)
      })
    },
    allow: (pattern) => allowed.push(pattern),
    found: () => found.filter(isUnexpected),
    unexpected: (lines) => lines.filter(isUnexpected),
  }
}
