import { REQUEST_HEADER } from '@/lib/server/requests/peer'

/*
 * The browser that asks: its cookies, and the request that it makes now, as they would come over the network. Next's own
 * answers about a request are taken from here.
 */

export const HOST = '127.0.0.1:3000'
export const ORIGIN = '203.0.113.9'
export const MARK = 'mark-of-this-process'

type Jar = Map<string, string>

const jar: Jar = new Map()
let request = 'no-request-yet'

/** From now on the browser makes this request. */
export function begin(id: string): void {
  request = id
}

/** Nobody is signed in any more, or whoever was when `cookies` were taken. */
export function become(cookies: ReadonlyMap<string, string> = new Map()): void {
  const next = [...cookies]
  jar.clear()
  for (const [name, value] of next) jar.set(name, value)
}

export const cookiesNow = (): Jar => new Map(jar)

export const sentHeaders = (): Headers =>
  new Headers({
    host: HOST,
    origin: `http://${HOST}`,
    [REQUEST_HEADER]: `${MARK} ${request} ${ORIGIN} /`,
    cookie: [...jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; '),
  })

export const nextHeaders = {
  headers: async () => sentHeaders(),
  cookies: async () => ({
    set: (name: string, value: string, { maxAge }: { maxAge?: number } = {}) =>
      value === '' || maxAge === 0 ? jar.delete(name) : jar.set(name, value),
  }),
}
