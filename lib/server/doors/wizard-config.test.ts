import { expect, test } from 'vitest'
import { wizardSchemas } from '@/lib/api/schemas/wizard'
import { valuesOfConfig } from '@/lib/api/wizard-values'
import { presentConfig } from '@/lib/server/present/present-group'
import { AZURE_GROUPS, AZURE_PUBLIC_IPS, azureGroupConfig, azureNic } from '@/lib/testing/azure-worlds'
import { groupConfig, PUBLIC_IPS } from '@/lib/testing/worlds'
import { configOf } from './wizard-config'
import { wizardFields } from './wizard-fields'

const azure = azureGroupConfig({
  zones: ['1', '3'],
  interfaces: [
    azureNic({
      ...{ pool: '10.20.1.100-105', publicIp: true, publicIpPool: [AZURE_PUBLIC_IPS.zone1.id] },
      applicationSecurityGroupIds: [AZURE_GROUPS.webServers.id],
    }),
    azureNic({ name: 'eth1', primary: false, networkSecurityGroupId: AZURE_GROUPS.internal.id }),
  ],
})

test.each([
  ['stateful', groupConfig({ pool: '10.0.1.32-39', publicIpPool: [PUBLIC_IPS[0].id] })],
  ['pooled', azure],
])('a %s group that is edited and not changed stays as it is', (_, config) => {
  const values = valuesOfConfig(presentConfig(config))
  const parsed = wizardSchemas[config.cloud].whole.parse(values)
  expect(configOf(parsed)).toEqual({ ok: true, value: config })
})

test('what cannot be read in a pool is refused at the interface where it was typed', () => {
  const values = valuesOfConfig(presentConfig(azure))
  if (values.persistence.kind !== 'pooled') throw new Error('an Azure group draws from pools')
  const second = values.persistence.nics[1]
  if (second) second.privateIpPool = '10.20.1.300'
  const read = configOf(wizardSchemas.azure.whole.parse(values))
  expect(!read.ok && wizardFields(read.refusal, values)).toEqual([
    {
      path: 'persistence.nics.1.privateIpPool',
      message: '“10.20.1.300” has a number above 255. Each part of an IPv4 address is 0 to 255.',
    },
  ])
})

test('what is of the whole network stands where the network is chosen', () => {
  const values = valuesOfConfig(presentConfig(azure))
  const path = wizardFields(
    { kind: 'network-of-other-region', cloud: 'azure', name: 'n', region: 'eastus', wanted: 'westus' },
    values,
  )[0]?.path
  expect(path).toBe('persistence.virtualNetworkId')
})
