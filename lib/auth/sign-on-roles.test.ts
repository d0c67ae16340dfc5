import { describe, expect, it } from 'vitest'
import { identityOf } from './admission'
import { type Claims, roleOfClaims } from './sign-on-roles'

describe('a role from a claim', () => {
  const roles = (claim: string) => ({ claim, admin: ['root'], operator: ['on-call'], viewer: ['staff'] })

  it.each<[string, Claims, string | null]>([
    ['groups', { groups: ['staff', 'root', 'on-call'] }, 'admin'],
    ['groups', { groups: ['staff', 'cooks'] }, 'viewer'],
    ['groups', { groups: 'on-call' }, 'operator'],
    ['groups', { groups: ['Root', 'root '] }, null],
    ['groups', { groups: { root: true } }, null],
    ['groups', {}, null],
    ['realm_access.roles', { realm_access: { roles: ['on-call'] } }, 'operator'],
    ['realm_access.roles', { realm_access: ['root'] }, null],
    ['https://example.org/roles', { 'https://example.org/roles': ['root'] }, 'admin'],
    ['constructor.name', {}, null],
  ])('in %s of %j is %s', (claim, claims, role) => {
    expect(roleOfClaims(claims, roles(claim))).toBe(role)
  })
})

describe('who somebody is', () => {
  const email = 'Ada@Example.org'

  it.each<[Claims, string | null]>([
    [{ email, email_verified: true }, 'ada@example.org'],
    [{ email, email_verified: 'true' }, 'ada@example.org'],
    [{ email, email_verified: 'false' }, null],
    [{ email, email_verified: 'yes' }, null],
    [{ email }, null],
    [{ email, xms_edov: true }, 'ada@example.org'],
    [{ email, xms_edov: '1' }, 'ada@example.org'],
    [{ email, xms_edov: true, email_verified: false }, null],
    [{ email: [email], email_verified: true }, null],
  ])('%j has the verified e-mail %s', (claims, verified) => {
    expect(identityOf({ sub: 1, ...claims })).toMatchObject({ subject: '1', verifiedEmail: verified })
  })

  it('is told by a name that a log can bear', () => {
    expect(identityOf({ sub: 'a', name: 'Ada\n\u0007Amsel' }).name).toBe('Ada  Amsel')
    expect(identityOf({ sub: 'a', name: 'x'.repeat(500) }).name).toHaveLength(100)
    expect(identityOf({ sub: 'a', name: ' ' }).name).toBe('Somebody')
  })
})
