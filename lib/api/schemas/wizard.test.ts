import { expect, test } from 'vitest'
import { wizardSchemas } from './wizard'
import { draftValuesSchema, EMPTY_WIZARD, emptyFor } from './wizard-draft'

/** As drafts were stored before there was a second cloud. */
const OLD = {
  general: {
    ...{ name: 'mongo-orders', region: 'us-east-1', virtualNetworkId: 'vpc-1', subnetIds: ['subnet-1'] },
    capacity: { minimum: 0, target: '3', maximum: 6 },
  },
  compute: { imageId: 'ami-0abcdef1234567890', instanceTypes: ['r6i.large'], securityGroupIds: [] },
  persistence: {
    ...{ publicIpPool: [], maintainPrivateIp: true, privateIpPool: '10.0.2.60-62', overflow: 'wait' },
    ...{ resumePoolOnCreate: true, coolingSeconds: 300 },
  },
}

test('B7 a draft of before reads as what it was: stateful, on the first cloud', () => {
  const read = draftValuesSchema.parse(OLD)
  expect(read.general).toEqual({ ...OLD.general, cloud: 'aws', zones: [] })
  expect(read.compute).toEqual({ ...OLD.compute, resourceGroup: '' })
  expect(read.persistence).toEqual({
    ...{ ...OLD.persistence, kind: 'stateful' },
    ...{ releaseAfterDays: '', releasePoolMembers: false },
  })
  expect(read.kept).toEqual({})
})

test('a draft keeps both clouds’ values; a form of another cloud than it says is not one of ours', () => {
  const values = { ...EMPTY_WIZARD, kept: { azure: emptyFor('azure') } }
  expect(draftValuesSchema.parse(JSON.parse(JSON.stringify(values)))).toEqual(values)
  const crossed = { ...EMPTY_WIZARD, general: { ...EMPTY_WIZARD.general, cloud: 'azure' } }
  expect(draftValuesSchema.safeParse(crossed).success).toBe(false)
})

const messages = (
  schema: { safeParse: (v: unknown) => { error?: { issues: { message: string }[] } } },
  value: unknown,
) => schema.safeParse(value).error?.issues.map(({ message }) => message)

test('each cloud asks in its own words', () => {
  const azure = emptyFor('azure')
  expect(
    messages(wizardSchemas.azure.compute, {
      ...azure.compute,
      imageId: 'ami-1',
      instanceTypes: ['m6i.large'],
    }),
  ).toEqual([
    'An image looks like Canonical:ubuntu-24_04-lts:server:latest.',
    'A VM size looks like Standard_D4s_v5.',
    'Choose a resource group.',
  ])
  expect(messages(wizardSchemas.azure.persistence, azure.persistence)).toEqual([
    'Choose a virtual network.',
    'Choose a subnet.',
  ])
  expect(messages(wizardSchemas.aws.compute, EMPTY_WIZARD.compute)).toEqual([
    'Give the image to launch from.',
    'Choose at least one instance type.',
    'Choose at least one security group.',
  ])
})
