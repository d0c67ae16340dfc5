import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext } from '@playwright/test'
import type { Role } from '@/lib/auth/roles'

/** Who is in the world "people". */
export const PEOPLE: Readonly<Record<Role, { name: string; email: string; password: string }>> = {
  viewer: { name: 'Vera Vogt', email: 'vera@example.org', password: 'vera looks at everything' },
  operator: { name: 'Olu Okafor', email: 'olu@example.org', password: 'olu moves the addresses' },
  admin: { name: 'Ada Amsel', email: 'ada@example.org', password: 'ada lets the others in' },
}

/** In a world's folder: the sessions that each of them has. */
export const SESSIONS = 'sessions.json'

/** From now on this browser is theirs. */
export async function signInAs(context: BrowserContext, role: Role, world: { folder: string; url: string }) {
  const sessions = JSON.parse(readFileSync(join(world.folder, SESSIONS), 'utf8')) as Record<
    Role,
    { name: string; value: string }[]
  >
  await context.addCookies(sessions[role].map((cookie) => ({ ...cookie, url: world.url, httpOnly: true })))
}
