import { agoText } from '@/components/shell/ago-text'

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * "Mon 23 Nov, 08:00" by the clock of a zone. Only digits are taken from the platform: server and browser word the
 * names of months differently.
 */
export function zoneTime(at: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(at))
  const digits = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? ''
  const [year, month, day] = [Number(digits('year')), Number(digits('month')), Number(digits('day'))]
  const weekday = WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]
  return `${weekday} ${day} ${MONTHS[month - 1]}, ${digits('hour')}:${digits('minute')}`
}

/** "in 3 h", "in 20 days"; unlike a time that passed, one to come is never only a date. */
export function untilText(at: string, now: number): string {
  const text = agoText(at, now)
  if (/^(in |just now)/.test(text)) return text
  const days = Math.floor((Date.parse(at) - now) / 86_400_000)
  return days < 0 ? text : `in ${days.toLocaleString('en')} days`
}

/** "America/New_York" as one reads it. */
export const zoneLabel = (timeZone: string): string => timeZone.replaceAll('_', ' ')
