import type { EventQuery } from '@/lib/allocation/ports/store'
import type { Parameter, RouteQuery } from '@/lib/api/route-parameters'

export const MOST_EVENTS = 500
const PAGE = 50
/** There are fewer kinds of event. */
const MOST_KINDS = 200
/** Resource paths are long: three names of up to 90 characters and what stands between them. */
const LONGEST_TEXT = 400

type Filter = { get(name: Exclude<Parameter<'events'>, 'limit'>): string | null }

/** A page of the log from a URL. What cannot be read is left out: a link never fails. */
export const eventFilterOf = (search: RouteQuery<'events'>): EventQuery => ({
  limit: Math.min(wholeNumber(search.get('limit')) ?? PAGE, MOST_EVENTS),
  ...wholeLogFilterOf(search),
})

function wholeNumber(text: string | null): number | null {
  const value = Number(text ?? Number.NaN)
  return Number.isSafeInteger(value) && value > 0 ? value : null
}

/** The same of as much as there is. */
export function wholeLogFilterOf(search: Filter): Omit<EventQuery, 'limit'> {
  const text = (name: Parameters<Filter['get']>[0]) => search.get(name)?.trim().slice(0, LONGEST_TEXT) || null
  const number = (name: Parameters<Filter['get']>[0]) => wholeNumber(search.get(name))
  const group = text('group')
  const instance = text('instance')
  const subnet = text('subnet')
  const address = text('address')
  const publicIp = text('publicIp')
  const person = text('person')
  const request = text('request')
  const since = moment(search.get('since'))
  const until = moment(search.get('until'))
  const free = text('text')
  const from = number('from')
  const to = number('to')
  const before = Math.min(
    number('before') ?? Number.POSITIVE_INFINITY,
    to === null ? Number.POSITIVE_INFINITY : to + 1,
  )
  const kinds = search.get('kind')?.split(',', MOST_KINDS).filter(Boolean) ?? []
  return {
    ...(group ? { groupId: group } : {}),
    ...(instance ? { instanceId: instance } : {}),
    ...(subnet ? { subnetId: subnet } : {}),
    ...(address ? { address } : {}),
    ...(publicIp ? { publicIpId: publicIp } : {}),
    ...(person ? { byId: person } : {}),
    ...(request ? { byRequest: request } : {}),
    ...(since ? { since } : {}),
    ...(until ? { until } : {}),
    ...(free ? { text: free } : {}),
    ...(Number.isFinite(before) ? { before } : {}),
    ...(from ? { after: from - 1 } : {}),
    ...(kinds.length > 0 ? { kinds } : {}),
  }
}

/** A day or a moment, as the record writes it: 2026-01-31 begins at midnight, UTC. */
function moment(text: string | null): string | null {
  const ms = /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(text ?? '') ? Date.parse(text ?? '') : Number.NaN
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}
