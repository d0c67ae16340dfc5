import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openDatabase } from '@/lib/storage/client'
import { templateDatabase } from '@/lib/testing/database'
import { findLink, makeLink } from './access-links'
import { acceptInvitation } from './invitation-doors'

const HOLDFAST = Symbol.for('holdfast')
let url = ''

beforeAll(async () => {
  url = `file:${await templateDatabase()}`
  vi.stubEnv('DATABASE_URL', url)
  vi.stubEnv('HOLDFAST_OPEN', '0')
  vi.stubEnv('HOLDFAST_OIDC_ISSUER', 'https://login.example.org')
  vi.stubEnv('HOLDFAST_OIDC_CLIENT_ID', 'holdfast')
  vi.stubEnv('HOLDFAST_OIDC_CLIENT_SECRET', 'only the two of us know it')
  vi.stubEnv('HOLDFAST_OIDC_ONLY', '1')
  // Nothing of it is needed before somebody is let in.
  ;(globalThis as { [HOLDFAST]?: unknown })[HOLDFAST] = Promise.resolve({})
})
afterAll(() => openDatabase(url).close())

it('an invitation makes no password where nobody signs in with one, and stays for the provider to take', async () => {
  const token = await makeLink({
    kind: 'invitation',
    subject: 'olu@example.org',
    details: { role: 'admin' },
  })
  const answer = await acceptInvitation({ token, name: 'Olu', password: 'five long words of hers' })
  expect(answer).toMatchObject({ ok: false, kind: 'passwords-off' })
  expect(await openDatabase(url).client.user.count()).toBe(0)
  expect(await findLink('invitation', token)).not.toBeNull()
})
