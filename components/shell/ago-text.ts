const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const two = (value: number) => String(value).padStart(2, '0')

/** "just now", "2 min ago", "3 h ago", "4 days ago", then the date; in the future "in 3 min". `now` in epoch ms. */
export function agoText(at: string, now: number): string {
  const then = Date.parse(at)
  if (Number.isNaN(then)) return at
  const age = now - then
  const span = Math.abs(age)
  if (span < 10_000) return 'just now'
  const text = spanText(span)
  if (text === null) return dateText(new Date(then), new Date(now))
  return age > 0 ? `${text} ago` : `in ${text}`
}

function spanText(span: number): string | null {
  if (span < MINUTE) return `${Math.floor(span / 1000)} s`
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`
  if (span < DAY) return `${Math.floor(span / HOUR)} h`
  const days = Math.floor(span / DAY)
  if (days < 14) return days === 1 ? '1 day' : `${days} days`
  return null
}

/** "3 Nov", with the year only where it is another one. */
function dateText(date: Date, now: Date): string {
  const day = `${date.getDate()} ${MONTHS[date.getMonth()] ?? ''}`
  return date.getFullYear() === now.getFullYear() ? day : `${day} ${date.getFullYear()}`
}

/** "3 Nov 2026, 09:12:41" in the zone of whoever reads. */
export function exactText(at: string): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return at
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
  return `${date.getDate()} ${MONTHS[date.getMonth()] ?? ''} ${date.getFullYear()}, ${time}`
}

/** The same on server and browser, whatever their clocks and zones: "2026-11-03 09:12 UTC". */
export const stillText = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`
