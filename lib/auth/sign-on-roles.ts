import { ROLES, type Role } from './roles'

/** Which values of a claim are which role. */
export type RoleClaim = { readonly claim: string } & { readonly [role in Role]: readonly string[] }

export type Claims = Readonly<Record<string, unknown>>

/** The highest role that the claim names; null where it names none. */
export function roleOfClaims(claims: Claims, roles: RoleClaim): Role | null {
  const values = valuesOf(claimAt(claims, roles.claim))
  return ROLES.findLast((role) => roles[role].some((value) => values.includes(value))) ?? null
}

/**
 * A claim by its name, which may be an address with dots in it, or by the way to it: "realm_access.roles" is found in
 * { realm_access: { roles } }.
 */
export function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  return name
    .split('.')
    .reduce<unknown>((at, part) => (isRecord(at) && Object.hasOwn(at, part) ? at[part] : undefined), claims)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const valuesOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])
