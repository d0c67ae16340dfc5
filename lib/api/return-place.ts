import { paths } from './paths'

/**
 * Where somebody is led after signing in: a page of ours, whatever the link that brought them here says. "//evil" and
 * "/\evil" name another host to a browser.
 */
export function returnPlace(to: string | null | undefined): string {
  const base = 'http://holdfast'
  if (!to?.startsWith('/') || !URL.canParse(to, base)) return paths.groups()
  const { origin, pathname, search, hash } = new URL(to, base)
  const isOurs =
    origin === base &&
    !pathname.startsWith('//') &&
    !/^\/(login|setup|invitation|reset|api)(\/|$)/.test(pathname)
  return isOurs ? `${pathname}${search}${hash}` : paths.groups()
}
