import { expect, it } from 'vitest'
import { returnPlace } from './return-place'

it.each([
  ['/groups/new?draft=d1&step=compute', '/groups/new?draft=d1&step=compute'],
  ['/subnets/a~1b?cidr=10.0.0.0/24', '/subnets/a~1b?cidr=10.0.0.0/24'],
  ['//evil.example/groups', '/groups'],
  ['/\\evil.example', '/groups'],
  ['/\t/evil.example', '/groups'],
  ['/..//evil.example', '/groups'],
  ['https://evil.example', '/groups'],
  ['javascript:alert(1)', '/groups'],
  ['/login?to=/login', '/groups'],
  ['/api/groups', '/groups'],
  ['', '/groups'],
  [undefined, '/groups'],
])('%s leads to %s', (to, place) => {
  expect(returnPlace(to)).toBe(place)
})
