import { type NextRequest, NextResponse } from 'next/server'
import { MALFORMED_PATH } from '@/lib/api/messages'
import { isReadablePath } from '@/lib/api/paths'

/**
 * A path whose percent signs stand for nothing ("/groups/%ZZ") never reaches a route: Next fails at taking it apart
 * and answers with a bare line. So it is recognised here, before any route is sought.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl
  if (isReadablePath(pathname)) return NextResponse.next()
  if (pathname.startsWith('/api/')) return NextResponse.json({ message: MALFORMED_PATH }, { status: 400 })
  // No page is there, so the console's own "not found" is shown, with its status.
  return NextResponse.rewrite(new URL('/malformed', request.url))
}

// Nothing else passes through here: what does is kept in memory, and cut off where it is larger than a few megabytes.
export const config = { matcher: '/(.*%.*)' }
