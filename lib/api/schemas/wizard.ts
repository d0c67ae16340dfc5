import { z } from 'zod'
import { CLOUDS, type Cloud, type CloudRules, cloudRules } from '@/lib/domain/cloud-rules'
import { atStart, many, withArticle } from '@/lib/domain/cloud-words'
import {
  LONGEST_RETENTION_DAYS,
  MAXIMUM_CAPACITY,
  MAXIMUM_COOLING_SECONDS,
  MAXIMUM_INTERFACES,
  MAXIMUM_NAME_LENGTH,
  OVERFLOWS,
} from '@/lib/domain/group'
import { nicSchema } from './wizard-nic'

/**
 * The wizard's values are the schema's input: numbers may be the text that was typed, a pool is its text.
 * Each step has its own schema, by the cloud that is chosen; the browser and the server parse the same ones. What
 * depends on the world (is the address free, does the subnet exist) is checked by the server at the same fields.
 */

const wholeNumber = (label: string, maximum: number) =>
  z
    .union([z.number(), z.string()])
    .transform((value) => (typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value)))
    .pipe(
      z
        .number(`${label} is a whole number.`)
        .int(`${label} is a whole number.`)
        .min(0, `${label} is 0 or more.`)
        .max(maximum, `${label} is ${maximum.toLocaleString('en')} or less.`),
    )

/** An id of a cloud; one of Azure is a whole path. */
const id = z.string().max(512)

const capacitySchema = z
  .object({
    minimum: wholeNumber('Minimum', MAXIMUM_CAPACITY),
    target: wholeNumber('Target', MAXIMUM_CAPACITY),
    maximum: wholeNumber('Maximum', MAXIMUM_CAPACITY),
  })
  .superRefine((capacity, context) => {
    if (capacity.minimum > capacity.target)
      context.addIssue({
        code: 'custom',
        path: ['minimum'],
        message: `Minimum ${capacity.minimum} is above target ${capacity.target}. Lower it, or raise target.`,
      })
    if (capacity.target > capacity.maximum)
      context.addIssue({
        code: 'custom',
        path: ['maximum'],
        message: `Maximum ${capacity.maximum} is below target ${capacity.target}. Raise it, or lower target.`,
      })
  })

const generalFields = z.object({
  name: z
    .string()
    .trim()
    .min(1, { error: 'Give the group a name.', abort: true })
    .max(MAXIMUM_NAME_LENGTH, `A name has ${MAXIMUM_NAME_LENGTH} characters at most.`)
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
      'Use letters, digits, dots, dashes and underscores, starting with a letter or digit.',
    ),
  cloud: z.enum(CLOUDS),
  region: id.min(1, 'Choose a region.'),
  /** Of a stateful group; a pooled one names its network where its interfaces are. */
  virtualNetworkId: id,
  subnetIds: z.array(id).max(100, 'A group uses 100 subnets at most.'),
  /** Empty: regional, or the subnets decide. */
  zones: z.array(z.string().max(16)).max(16),
  capacity: capacitySchema,
})

const computeFields = z.object({
  imageId: z.string().trim(),
  /** Clouds take some dozens in one request. */
  instanceTypes: z.array(z.string().trim().max(100)).max(100, 'A group has 100 instance types at most.'),
  /** Of a stateful group; in a pooled one each interface has its own. */
  securityGroupIds: z.array(id).max(100, 'A machine has 100 security groups at most.'),
  /** Where the cloud makes what the group launches; empty where it has no resource groups. */
  resourceGroup: z.string().trim(),
})

const retentionDays = z
  .union([z.number(), z.string().max(32)])
  .transform((typed) => (String(typed).trim() === '' ? null : Number(typed)))
  .refine(
    (days) => days === null || (Number.isInteger(days) && days >= 1 && days <= LONGEST_RETENTION_DAYS),
    `Give a whole number of days from 1 to ${LONGEST_RETENTION_DAYS.toLocaleString('en')}, or leave it empty.`,
  )

const statefulPersistence = z
  .object({
    kind: z.literal('stateful'),
    publicIpPool: z.array(id).max(5_000),
    maintainPrivateIp: z.boolean(),
    /** Text as typed: addresses, ranges, CIDRs. */
    privateIpPool: z.string().max(2_000_000, 'This pool is too long to read. Use ranges or CIDRs.'),
    overflow: z.enum(OVERFLOWS),
    resumePoolOnCreate: z.boolean(),
    /** Empty: never. */
    releaseAfterDays: retentionDays,
    releasePoolMembers: z.boolean(),
    coolingSeconds: wholeNumber('Rest', MAXIMUM_COOLING_SECONDS),
  })
  .superRefine((values, context) => {
    if (!values.maintainPrivateIp && values.publicIpPool.length === 0)
      context.addIssue({
        code: 'custom',
        path: ['maintainPrivateIp'],
        message: 'At least one persistence feature has to be selected.',
      })
  })

const pooledFields = z.object({
  kind: z.literal('pooled'),
  /** Narrows the choice of the virtual network. */
  networkResourceGroup: z.string().max(200),
  virtualNetworkId: id,
  publicIpSku: z.enum(['standard', 'basic']),
  loadBalancerIds: z.array(id).max(100),
  nics: z
    .array(nicSchema)
    .max(MAXIMUM_INTERFACES, `A machine has ${MAXIMUM_INTERFACES} network interfaces at most.`),
  coolingSeconds: wholeNumber('Rest', MAXIMUM_COOLING_SECONDS),
})

const generalSchemas: Record<CloudRules['persistence'], (rules: CloudRules) => typeof generalFields> = {
  stateful: ({ words }) =>
    generalFields.extend({
      virtualNetworkId: id.min(1, `Choose ${withArticle(words.virtualNetwork)}.`),
      subnetIds: z
        .array(id)
        .min(1, `Choose at least one ${words.subnet}.`)
        .max(100, 'A group uses 100 subnets at most.'),
    }),
  pooled: () => generalFields,
}

function computeSchemaOf({ ids, words, examples, persistence, label }: CloudRules): typeof computeFields {
  return computeFields.extend({
    imageId: z
      .string()
      .trim()
      .min(1, { error: 'Give the image to launch from.', abort: true })
      .regex(ids.image, `${atStart(withArticle(words.image))} looks like ${examples.image}.`),
    instanceTypes: z
      .array(
        z
          .string()
          .trim()
          .regex(
            ids.machineType,
            `${atStart(withArticle(words.machineType))} looks like ${examples.machineType}.`,
          ),
      )
      .min(1, `Choose at least one ${words.machineType}.`)
      .max(40, `A group uses 40 ${many(words.machineType)} at most.`),
    ...(persistence === 'stateful'
      ? {
          securityGroupIds: z
            .array(id)
            .min(1, `Choose at least one ${words.securityGroup}.`)
            .max(16, `${label} allows 16 ${many(words.securityGroup)} per interface at most.`),
        }
      : {
          resourceGroup: z
            .string()
            .trim()
            .min(1, { error: 'Choose a resource group.', abort: true })
            .regex(
              /^[\w.()-]{1,90}$/,
              'A resource group has letters, digits, dots, dashes, underscores and parentheses, 90 at most.',
            ),
        }),
  })
}

const pooledSchemaOf = ({ words }: CloudRules) =>
  pooledFields.extend({
    virtualNetworkId: id.min(1, `Choose ${withArticle(words.virtualNetwork)}.`),
  })

export type StatefulValues = z.input<typeof statefulPersistence>
export type PooledValues = z.input<typeof pooledFields>
export type NicValues = PooledValues['nics'][number]

const schemaOf = (rules: CloudRules) => {
  const general = generalSchemas[rules.persistence](rules)
  const compute = computeSchemaOf(rules)
  const persistence: z.ZodType<PersistenceParsed, StatefulValues | PooledValues> =
    rules.persistence === 'stateful' ? statefulPersistence : pooledSchemaOf(rules)
  return { general, compute, persistence, whole: z.object({ general, compute, persistence }) }
}
type PersistenceParsed = z.output<typeof statefulPersistence> | z.output<typeof pooledFields>

/** The schemas of the steps, and of all of them together, by the cloud that is chosen. */
export const wizardSchemas: Record<Cloud, ReturnType<typeof schemaOf>> = {
  aws: schemaOf(cloudRules.aws),
  azure: schemaOf(cloudRules.azure),
}

/** What the form holds and the draft keeps: exactly as typed. */
export type WizardValues = {
  general: z.input<typeof generalFields>
  compute: z.input<typeof computeFields>
  persistence: StatefulValues | PooledValues
  /** What was chosen for a cloud before another one was: it comes back with that cloud. */
  kept: { [cloud in Cloud]?: KeptValues }
}
export type KeptValues = {
  general: Pick<WizardValues['general'], 'region' | 'virtualNetworkId' | 'subnetIds' | 'zones'>
  compute: WizardValues['compute']
  persistence: WizardValues['persistence']
}
export type WizardParsed = {
  general: z.output<typeof generalFields>
  compute: z.output<typeof computeFields>
  persistence: PersistenceParsed
}
