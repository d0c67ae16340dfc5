import { describe, expect, it } from 'vitest'
import { readSettings } from './settings.mjs'

const right = {
  HOLDFAST_OIDC_ISSUER: 'https://login.example.org/realms/ops',
  HOLDFAST_OIDC_CLIENT_ID: 'holdfast',
  HOLDFAST_OIDC_CLIENT_SECRET: 'only the provider knows',
}
const read = (more: Record<string, string>) => readSettings({ ...right, ...more }, '/srv/holdfast')
const problemsOf = (more: Record<string, string>): string[] => {
  const settings = read(more)
  return settings.ok ? [] : settings.problems
}

describe('settings of single sign-on', () => {
  it('need an issuer, a client and its secret', () => {
    const settings = read({})
    expect(settings.ok && settings.settings.oidc).toEqual({
      ...{ issuer: 'https://login.example.org/realms/ops', clientId: 'holdfast' },
      ...{ clientSecret: 'only the provider knows', name: 'single sign-on', roles: null, only: false },
    })
  })

  it('say which values of a claim are which role', () => {
    const settings = read({
      ...{ HOLDFAST_OIDC_ROLE_CLAIM: 'groups', HOLDFAST_OIDC_ADMIN: 'net-admins, root' },
      ...{ HOLDFAST_OIDC_OPERATOR: 'on-call', HOLDFAST_OIDC_NAME: 'Example', HOLDFAST_OIDC_ONLY: '1' },
    })
    expect(settings.ok && settings.settings.oidc).toMatchObject({
      ...{ name: 'Example', only: true },
      roles: { claim: 'groups', admin: ['net-admins', 'root'], operator: ['on-call'], viewer: [] },
    })
  })

  it.each<[Record<string, string>, RegExp]>([
    [{ HOLDFAST_OIDC_ISSUER: '' }, /_CLIENT_ID is set and HOLDFAST_OIDC_ISSUER is not/],
    [{ HOLDFAST_OIDC_CLIENT_ID: ' ' }, /HOLDFAST_OIDC_CLIENT_ID is not/],
    [{ HOLDFAST_OIDC_CLIENT_SECRET: '' }, /HOLDFAST_OIDC_CLIENT_SECRET is not/],
    [{ HOLDFAST_OIDC_ISSUER: 'http://login.example.org' }, /must begin with https/],
    [{ HOLDFAST_OIDC_ISSUER: 'login.example.org' }, /must be an address/],
    [{ HOLDFAST_OIDC_ISSUER: 'https://login.example.org?tenant=1' }, /neither .* "\?"/],
    [{ HOLDFAST_OIDC_ISSUER: 'https://me:pw@login.example.org' }, /neither a name and password/],
    [{ HOLDFAST_OIDC_NAME: 'x'.repeat(41) }, /has 41 characters/],
    [{ HOLDFAST_OIDC_ONLY: 'yes' }, /HOLDFAST_OIDC_ONLY is "yes"/],
    [{ HOLDFAST_OIDC_ADMIN: 'root' }, /ROLE_CLAIM is not/],
    [{ HOLDFAST_OIDC_ROLE_CLAIM: 'groups' }, /none of its values is a role/],
    [{ HOLDFAST_OPEN: '1' }, /HOLDFAST_OPEN is 1 and HOLDFAST_OIDC_ISSUER is set/],
    [{ HOST: '0.0.0.0' }, /HOLDFAST_URL is not/],
  ])('%j is told', (more, sentence) => {
    expect(problemsOf(more)).toEqual([expect.stringMatching(sentence)])
  })

  it('may name a provider on this machine without TLS, and never repeat a secret', () => {
    for (const host of ['127.0.0.1:9000', 'localhost:9000', '[::1]:9000'])
      expect(problemsOf({ HOLDFAST_OIDC_ISSUER: `http://${host}` })).toEqual([])
    const told = problemsOf({ HOLDFAST_OIDC_ISSUER: '', HOLDFAST_OIDC_ONLY: '2' }).join()
    expect(told).not.toContain('only the provider knows')
  })
})
