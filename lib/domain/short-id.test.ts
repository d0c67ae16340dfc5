import { expect, it } from 'vitest'
import { idName, idPath, shortId, shortIdText } from './short-id'

const PATH = '/subscriptions/00/resourcegroups/net-rg/providers/microsoft.network'

it.each([
  [`${PATH}/publicipaddresses/pip-a`, 'pip-a', 'net-rg'],
  [`${PATH}/virtualnetworks/prod/subnets/front`, 'front', 'net-rg'],
  [
    '/subscriptions/00/resourceGroups/Net-RG/providers/Microsoft.Compute/virtualMachines/vm-1',
    'vm-1',
    'Net-RG',
  ],
])('a resource of %s is its name and its resource group', (id, name, within) => {
  expect(shortId(id)).toEqual({ name, within })
  expect(shortIdText(id)).toBe(`${name} in ${within}`)
})

it.each(['eni-0a1b2c3d', 'vmi-0123456789ab', '10.0.1.7', '', '/', 'a/b', `${PATH}/publicipaddresses/`])(
  '“%s” is no such path and stays as it is',
  (id) => {
    expect(shortId(id)).toEqual({ name: id, within: null })
    expect(idName(id)).toBe(id)
    expect(shortIdText(id)).toBe(id)
  },
)

it.each([
  [`${PATH}/publicipaddresses/pip-a`, 'net-rg/pip-a'],
  [`${PATH}/virtualnetworks/prod/subnets/front`, 'net-rg/prod/front'],
  [`${PATH}/loadbalancers/web/frontendipconfigurations/fe`, 'net-rg/web/fe'],
  ['eni-0a1b2c3d', 'eni-0a1b2c3d'],
  ['/subscriptions/00', '/subscriptions/00'],
])('every name on the way to %s', (id, path) => expect(idPath(id)).toBe(path))
