const two = (value: number): string => String(value).padStart(2, '0')

/** The value of a field for date and time: "2026-11-03T09:00:12" by the clock of whoever reads. */
export function fieldValue(at: string): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return ''
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day}T${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`
}

/**
 * What was typed into such a field, as ISO 8601 in UTC; null where it is no moment. A typed second is meant to its end,
 * so that what happened in it is seen; where it is the second that was shown, nothing was typed.
 */
export function momentTyped(value: string, shown: string | null): string | null {
  if (shown !== null && value === fieldValue(shown)) return shown
  const date = new Date(value)
  if (value === '' || Number.isNaN(date.getTime())) return null
  return new Date(date.getTime() - (date.getTime() % 1000) + 999).toISOString()
}

/** The hands of a clock differ by place: whoever types a time is told whose it is. */
export const zoneName = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll('_', ' ')

/** "2026-11-03 09:00:12.345 UTC" */
export const utcText = (at: string): string => `${at.slice(0, 23).replace('T', ' ')} UTC`

export const justBefore = (at: string): string => new Date(Date.parse(at) - 1).toISOString()
