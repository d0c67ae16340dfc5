import { z } from 'zod'
import {
  DEFAULT_COOLING_SECONDS,
  MAXIMUM_CAPACITY,
  MAXIMUM_COOLING_SECONDS,
  MAXIMUM_NAME_LENGTH,
  OVERFLOWS,
} from '@/lib/domain/group'

/**
 * The wizard's values are the schema's input: numbers may be the text that was typed, the pool is its text.
 * Each step has its own schema; the browser and the server parse the same ones. What depends on the world (is the
 * address free, does the subnet exist) is checked by the server at the same fields.
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

const id = z.string().max(128)

export const generalSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, { error: 'Give the group a name.', abort: true })
    .max(MAXIMUM_NAME_LENGTH, `A name has ${MAXIMUM_NAME_LENGTH} characters at most.`)
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
      'Use letters, digits, dots, dashes and underscores, starting with a letter or digit.',
    ),
  region: id.min(1, 'Choose a region.'),
  virtualNetworkId: id.min(1, 'Choose a VPC.'),
  subnetIds: z.array(id).min(1, 'Choose at least one subnet.').max(100, 'A group uses 100 subnets at most.'),
  capacity: z
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
    }),
})

export const computeSchema = z.object({
  imageId: z
    .string()
    .trim()
    .min(1, { error: 'Give the image to launch from.', abort: true })
    .regex(/^ami-[0-9a-f]{8}([0-9a-f]{9})?$/, 'An image id looks like ami-0abcdef1234567890.'),
  instanceTypes: z
    .array(
      z
        .string()
        .trim()
        .regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, 'An instance type looks like m6i.large.'),
    )
    .min(1, 'Choose at least one instance type.')
    .max(40, 'A group uses 40 instance types at most.'),
  securityGroupIds: z
    .array(id)
    .min(1, 'Choose at least one security group.')
    .max(16, 'AWS allows 16 security groups per interface at most.'),
})

export const persistenceSchema = z
  .object({
    publicIpPool: z.array(id).max(5_000),
    maintainPrivateIp: z.boolean(),
    /** Text as typed: addresses, ranges, CIDRs. */
    privateIpPool: z.string().max(2_000_000, 'This pool is too long to read. Use ranges or CIDRs.'),
    overflow: z.enum(OVERFLOWS),
    resumePoolOnCreate: z.boolean(),
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

export const wizardSchema = z.object({
  general: generalSchema,
  compute: computeSchema,
  persistence: persistenceSchema,
})

/** What the form holds and the draft keeps: exactly as typed. */
export type WizardValues = z.input<typeof wizardSchema>
export type WizardParsed = z.output<typeof wizardSchema>

/** A draft may hold anything half-typed, but nothing enormous and no foreign shapes. */
export const draftValuesSchema = z.object({
  general: z.object({
    name: z.string().max(1_000),
    region: z.string().max(1_000),
    virtualNetworkId: z.string().max(1_000),
    subnetIds: z.array(z.string().max(1_000)).max(1_000),
    capacity: z.object({
      minimum: z.union([z.number(), z.string().max(100)]),
      target: z.union([z.number(), z.string().max(100)]),
      maximum: z.union([z.number(), z.string().max(100)]),
    }),
  }),
  compute: z.object({
    imageId: z.string().max(1_000),
    instanceTypes: z.array(z.string().max(1_000)).max(1_000),
    securityGroupIds: z.array(z.string().max(1_000)).max(1_000),
  }),
  persistence: z.object({
    publicIpPool: z.array(z.string().max(1_000)).max(5_000),
    maintainPrivateIp: z.boolean(),
    privateIpPool: z.string().max(2_000_000),
    overflow: z.enum(OVERFLOWS),
    resumePoolOnCreate: z.boolean(),
    coolingSeconds: z.union([z.number(), z.string().max(100)]),
  }),
})

export const EMPTY_WIZARD: WizardValues = {
  general: {
    name: '',
    region: 'us-east-1',
    virtualNetworkId: '',
    subnetIds: [],
    capacity: { minimum: 0, target: 1, maximum: 10 },
  },
  compute: { imageId: '', instanceTypes: [], securityGroupIds: [] },
  persistence: {
    publicIpPool: [],
    maintainPrivateIp: true,
    privateIpPool: '',
    overflow: 'random',
    resumePoolOnCreate: false,
    coolingSeconds: DEFAULT_COOLING_SECONDS,
  },
}
