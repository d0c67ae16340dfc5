import { expect, test } from 'vitest'
import { findDeparture, type LinkClick } from './departure'

const HERE = 'http://127.0.0.1:3000/groups/new?step=general'
const click = (href: string, over: Partial<LinkClick> = {}): LinkClick => ({
  button: 0,
  modified: false,
  prevented: false,
  link: { href, target: '', download: false },
  ...over,
})

test('a link to another page of the console leaves', () => {
  expect(findDeparture(click('/groups'), HERE)).toBe('/groups')
  expect(findDeparture(click('http://127.0.0.1:3000/subnets/a?cidr=b#c'), HERE)).toBe('/subnets/a?cidr=b#c')
  expect(findDeparture(click('/groups/new'), HERE)).toBe('/groups/new')
})

test('what stays, opens elsewhere or is the browser’s own business does not', () => {
  expect(findDeparture(click('#main'), HERE)).toBeNull()
  expect(findDeparture(click('https://example.org/'), HERE)).toBeNull()
  expect(findDeparture(click('mailto:a@b.c'), HERE)).toBeNull()
  expect(findDeparture(click('/groups', { modified: true }), HERE)).toBeNull()
  expect(findDeparture(click('/groups', { button: 1 }), HERE)).toBeNull()
  expect(findDeparture(click('/groups', { prevented: true }), HERE)).toBeNull()
  expect(findDeparture(click('/groups', { link: null }), HERE)).toBeNull()
  expect(
    findDeparture(click('', { link: { href: '/x', target: '_blank', download: false } }), HERE),
  ).toBeNull()
  expect(findDeparture(click('', { link: { href: '/x', target: '', download: true } }), HERE)).toBeNull()
})
