import { type NextRequest, NextResponse } from 'next/server'
import { MALFORMED_PATH } from '@/lib/api/messages'
import { isReadablePath } from '@/lib/api/paths'
import { documentPolicy } from '@/lib/server/security-headers.mjs'

const DEV = process.env.NODE_ENV === 'development'

/**
 * Every document gets a nonce of its own: Next puts it on its scripts because it stands in the request's policy, the
 * root layout hands it to the styles, and the answer's policy lets nothing else run.
 *
 * A path whose percent signs stand for nothing ("/groups/%ZZ") never reaches a route: Next fails at taking it apart
 * and answers with a bare line. So it is recognised here, before any route is sought.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl
  const readable = isReadablePath(pathname)
  if (pathname.startsWith('/api/')) {
    return readable ? NextResponse.next() : NextResponse.json({ message: MALFORMED_PATH }, { status: 400 })
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64')
  const policy = documentPolicy(nonce, { dev: DEV })
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  headers.set('x-nonce', nonce)
  const answer = readable
    ? NextResponse.next({ request: { headers } })
    : // No page is there, so the console's own "not found" is shown, with its status.
      NextResponse.rewrite(new URL('/malformed', request.url), { request: { headers } })
  answer.headers.set('content-security-policy', policy)
  return answer
}

/*
 * What passes through here is kept in memory, and cut off where it is larger than a few megabytes; and it takes a
 * moment. So only documents do, and paths with a percent sign: neither files, nor answers to a page that is open
 * already (it has its policy), nor actions.
 */
export const config = {
  matcher: [
    '/(.*%.*)',
    {
      source: '/((?!api/|_next/).*)',
      missing: [
        { type: 'header', key: 'rsc' },
        { type: 'header', key: 'next-action' },
      ],
    },
  ],
}
