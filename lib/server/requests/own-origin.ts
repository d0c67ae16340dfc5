import { isLoopback } from '@/lib/server/settings.mjs'

/*
 * Where a request says that it comes from. A page of another site can make a browser send us a request with our own
 * cookies, but it cannot make it leave its own name out: Origin tells.
 *
 *   Origin          a read      a change
 *   our own         fine        fine
 *   another's       refused     refused
 *   "null", odd     refused     refused
 *   none            fine        refused     (no browser leaves it out of a POST)
 */
export function isOwnOrigin(
  asked: { readonly origin: string | null; readonly host: string | null },
  ours: { readonly publicUrl: string | null },
  what: 'read' | 'change',
): boolean {
  if (asked.origin === null) return what === 'read'
  if (!URL.canParse(asked.origin)) return false
  const { protocol, hostname, host, origin } = new URL(asked.origin)
  const known = ours.publicUrl === null ? null : new URL(ours.publicUrl)
  if (origin === known?.origin) return true
  // A page that came without TLS may be anybody's who sits between, whatever its name.
  if (protocol === 'http:' && known?.protocol === 'https:' && hostname === known.hostname) return false
  return asked.host !== null && host === plainHost(asked.host, asked.origin)
}

/** Host without the port that its scheme means anyway, as URLs write it. */
function plainHost(host: string, origin: string): string | null {
  const url = `${origin.slice(0, origin.indexOf(':'))}://${host}`
  return URL.canParse(url) ? new URL(url).host : null
}

/**
 * Without login, a name that somebody else's DNS points at this machine must not open the console: then Origin and
 * Host agree, and are both wrong. So in the open mode only names of this machine are answered.
 */
export function isLocalHost(host: string | null): boolean {
  if (host === null || !URL.canParse(`http://${host}`)) return false
  return isLoopback(new URL(`http://${host}`).hostname.replace(/^\[(.*)\]$/, '$1'))
}
