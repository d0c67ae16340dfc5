import fc from 'fast-check'
import { expect, it } from 'vitest'
import { apiPaths, idFromPath, idInPath, paths } from './paths'

const SUBNET =
  '/subscriptions/00/resourcegroups/net-rg/providers/microsoft.network/virtualnetworks/prod/subnets/web'

it('an id that is a path is one segment without a slash in it, escaped or not', () => {
  const [, page, segment, ...rest] = paths.subnet(SUBNET).split('/')
  expect([page, rest]).toEqual(['subnets', []])
  expect(segment).not.toMatch(/%2f/i)
  expect(idFromPath(segment ?? '')).toBe(SUBNET)
  expect(apiPaths.block(SUBNET, '10.0.1.0/24')).toBe(`/api/subnets/${segment}/block?cidr=10.0.1.0%2F24`)
})

it('ids without such signs stand in the path as they are', () => {
  expect(paths.subnet('subnet-0a1b2c3d')).toBe('/subnets/subnet-0a1b2c3d')
  expect(paths.address('10.0.1.7', SUBNET)).toBe(`/addresses/10.0.1.7?subnet=${encodeURIComponent(SUBNET)}`)
})

it('whatever the id, and whether or not the server undid the percent escapes, it is read back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (id) => {
      const segment = idInPath(id)
      expect(idFromPath(segment)).toBe(id)
      expect(idFromPath(decodeURIComponent(segment))).toBe(id)
      expect(segment).not.toContain('/')
    }),
  )
})

it('a segment that cannot be read is taken as it is written', () => {
  expect(idFromPath('%ZZ')).toBe('%ZZ')
})
