import { z } from 'zod'
import { CLOUDS, type Cloud, cloudRules } from '@/lib/domain/cloud-rules'
import { DEFAULT_COOLING_SECONDS, OVERFLOWS } from '@/lib/domain/group'
import type { KeptValues, WizardValues } from './wizard'

const text = z.string().max(1_000)
const texts = z.array(text).max(1_000)
const ids = z.array(text).max(5_000)
const number = z.union([z.number(), z.string().max(100)])
const pool = z.string().max(2_000_000)

/** What older drafts do not say: they were all of the first cloud. */
const OLD_CLOUD = CLOUDS[0]

const place = { region: text, virtualNetworkId: text, subnetIds: texts, zones: texts.default([]) }

const compute = z.object({
  imageId: text,
  instanceTypes: texts,
  securityGroupIds: texts,
  resourceGroup: text.default(''),
})

const nic = z.object({
  key: z.string().max(100),
  name: text,
  subnetId: text,
  primary: z.boolean(),
  networkSecurityGroupId: text,
  applicationSecurityGroupIds: texts,
  publicIp: z.boolean(),
  privateIpPool: pool,
  publicIpPool: ids,
})

/** A draft that names no kind was made when there was one. */
const persistence = z.preprocess(
  (value) =>
    typeof value === 'object' && value !== null && !('kind' in value)
      ? { ...value, kind: cloudRules[OLD_CLOUD].persistence }
      : value,
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('stateful'),
      publicIpPool: ids,
      maintainPrivateIp: z.boolean(),
      privateIpPool: pool,
      overflow: z.enum(OVERFLOWS),
      resumePoolOnCreate: z.boolean(),
      releaseAfterDays: number.default(''),
      releasePoolMembers: z.boolean().default(false),
      coolingSeconds: number,
    }),
    z.object({
      kind: z.literal('pooled'),
      networkResourceGroup: text,
      virtualNetworkId: text,
      publicIpSku: z.enum(['standard', 'basic']),
      loadBalancerIds: texts,
      nics: z.array(nic).max(100),
      coolingSeconds: number,
    }),
  ]),
)

const kept = z.object({ general: z.object(place), compute, persistence })

/** A draft may hold anything half-typed, but nothing enormous and no foreign shapes. */
export const draftValuesSchema = z
  .object({
    general: z.object({
      name: text,
      cloud: z.enum(CLOUDS).default(OLD_CLOUD),
      ...place,
      capacity: z.object({ minimum: number, target: number, maximum: number }),
    }),
    compute,
    persistence,
    kept: z.partialRecord(z.enum(CLOUDS), kept).default({}),
  })
  .refine(({ general, persistence: { kind } }) => cloudRules[general.cloud].persistence === kind)

const EMPTY_PERSISTENCE: {
  readonly [kind in WizardValues['persistence']['kind']]: WizardValues['persistence']
} = {
  stateful: {
    kind: 'stateful',
    publicIpPool: [],
    maintainPrivateIp: true,
    privateIpPool: '',
    overflow: 'random',
    resumePoolOnCreate: false,
    releaseAfterDays: '',
    releasePoolMembers: false,
    coolingSeconds: DEFAULT_COOLING_SECONDS,
  },
  pooled: {
    kind: 'pooled',
    networkResourceGroup: '',
    virtualNetworkId: '',
    publicIpSku: 'standard',
    loadBalancerIds: [],
    nics: [
      {
        key: '+0',
        name: 'eth0',
        subnetId: '',
        primary: true,
        networkSecurityGroupId: '',
        applicationSecurityGroupIds: [],
        publicIp: false,
        privateIpPool: '',
        publicIpPool: [],
      },
    ],
    coolingSeconds: DEFAULT_COOLING_SECONDS,
  },
}

/** What a cloud's part of the form holds before anything is chosen. */
export const emptyFor = (cloud: Cloud): KeptValues => ({
  general: { region: cloudRules[cloud].regions[0]?.id ?? '', virtualNetworkId: '', subnetIds: [], zones: [] },
  compute: { imageId: '', instanceTypes: [], securityGroupIds: [], resourceGroup: '' },
  persistence: EMPTY_PERSISTENCE[cloudRules[cloud].persistence],
})

const first = emptyFor(OLD_CLOUD)

export const EMPTY_WIZARD: WizardValues & { persistence: { kind: 'stateful' } } = {
  general: { name: '', cloud: OLD_CLOUD, ...first.general, capacity: { minimum: 0, target: 1, maximum: 10 } },
  compute: first.compute,
  persistence: EMPTY_PERSISTENCE.stateful as Extract<WizardValues['persistence'], { kind: 'stateful' }>,
  kept: {},
}
