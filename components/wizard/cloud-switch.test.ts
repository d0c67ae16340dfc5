import { expect, test } from 'vitest'
import { EMPTY_WIZARD } from '@/lib/api/schemas/wizard-draft'
import { switchCloud } from './cloud-switch'
import { valuesOfDraft } from './form-values'

const aws = {
  ...EMPTY_WIZARD,
  general: { ...EMPTY_WIZARD.general, name: 'ring', virtualNetworkId: 'vpc-1', subnetIds: ['s-1'] },
  compute: { ...EMPTY_WIZARD.compute, imageId: 'ami-0abcdef1234567890' },
}

test('another cloud keeps name and capacity, and begins with its own form', () => {
  const azure = switchCloud(aws, 'azure', 'westeurope')
  expect(azure.general).toMatchObject({ name: 'ring', cloud: 'azure', region: 'westeurope', subnetIds: [] })
  expect(azure.general.capacity).toEqual(aws.general.capacity)
  expect(azure.compute.imageId).toBe('')
  expect(azure.persistence).toMatchObject({ kind: 'pooled', nics: [{ name: 'eth0', primary: true }] })
})

test('B7 what was chosen for a cloud comes back with it, also after the draft was stored', () => {
  const azure = switchCloud(aws, 'azure', 'westeurope')
  const typed = { ...azure, compute: { ...azure.compute, resourceGroup: 'net' } }
  const stored = valuesOfDraft(JSON.parse(JSON.stringify(typed)))
  const back = switchCloud(stored, 'aws', undefined)
  expect({ ...back, kept: {} }).toEqual(aws)
  expect(switchCloud(back, 'azure', undefined)).toEqual({ ...typed, kept: { aws: expect.anything() } })
})
