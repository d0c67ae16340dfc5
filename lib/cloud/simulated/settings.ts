import { z } from 'zod'
import type { Result } from '@/lib/domain/result'
import { ok, refuse } from '@/lib/domain/result'

/** The operations that faults and delays can be set for, each in its cloud's own words. */
export const AWS_OPERATIONS = [
  'CreateNetworkInterface',
  'DeleteNetworkInterface',
  'DescribeNetworkInterfaces',
  'RunInstances',
  'TerminateInstances',
  'DescribeInstances',
  'AssociateAddress',
  'DisassociateAddress',
  'DescribeVpcs',
  'DescribeSubnets',
  'DescribeSecurityGroups',
  'DescribeAddresses',
] as const

export const AZURE_OPERATIONS = [
  'NetworkInterfaces_CreateOrUpdate',
  'NetworkInterfaces_Get',
  'NetworkInterfaces_Delete',
  'NetworkInterfaces_List',
  'VirtualMachines_CreateOrUpdate',
  'VirtualMachines_Delete',
  'VirtualMachines_List',
  'PublicIPAddresses_CreateOrUpdate',
  'PublicIPAddresses_Get',
  'PublicIPAddresses_Delete',
  'PublicIPAddresses_List',
  'Operations_Get',
  'VirtualNetworks_List',
  'Subnets_List',
  'NetworkSecurityGroups_List',
  'ApplicationSecurityGroups_List',
  'LoadBalancers_List',
] as const

export const CLOUD_OPERATIONS = [...AWS_OPERATIONS, ...AZURE_OPERATIONS] as const

/** What a fault may name instead of one operation: all of them, and those that change something. */
export const MANY_OPERATIONS = ['*', 'changing'] as const

/** Longer than any sensible client waits; a slip of three digits is caught. */
const LONGEST_DELAY_MS = 10 * 60_000
/** An hour of starting is a slip of the keyboard more often than a wish. */
const LONGEST_TRANSITION_MS = 60 * 60_000

const delay = z.int().min(0).max(LONGEST_DELAY_MS)
const transition = z.int().min(0).max(LONGEST_TRANSITION_MS)

const FaultRuleSchema = z.strictObject({
  /** An operation, '*' for all of them, or 'changing' for all that change something. */
  operation: z.enum([...CLOUD_OPERATIONS, ...MANY_OPERATIONS]),
  /**
   * error: refused with `code`. throttle: refused as too frequent. timeout-before: no answer, nothing was
   * done. timeout-after: no answer, and the work was done. delay: only `delayMs`. crash: the process that called is
   * killed with SIGKILL; only one that calls over HTTP can be.
   */
  effect: z.enum(['error', 'throttle', 'timeout-before', 'timeout-after', 'delay', 'crash']),
  /** The cloud's code of an 'error'; its internal error when absent. */
  code: z.string().min(1).optional(),
  /** Of a 'crash': before the work of that call is done, or after it. */
  when: z.enum(['before', 'after']).optional(),
  /** How many more calls pass before it strikes for the first time. */
  after: z.int().min(0).default(0),
  /** How many more times it strikes; null: for ever. */
  remaining: z.int().min(0).nullable().default(null),
  /** 0 to 1, per call. */
  probability: z.number().min(0).max(1).default(1),
  /** Milliseconds before the effect, besides the operation's plain delay. */
  delayMs: delay.default(0),
})

export const FaultRules = z.array(FaultRuleSchema).max(100)
export type FaultRule = z.output<typeof FaultRuleSchema>
/** As one writes it: what is left out takes its default. */
export type FaultRuleInput = z.input<typeof FaultRuleSchema>

export const TimingChange = z
  .strictObject({
    /** pending → running, milliseconds; read when a machine is launched. */
    startMs: transition,
    /** shutting-down → terminated, milliseconds; read when its end begins. */
    stopMs: transition,
    /** How long a long-running operation of Azure takes, milliseconds; read when it is accepted. */
    operationMs: transition,
    /** Items per page of every describe call. */
    pageSize: z.int().min(1).max(10_000),
    /** How long a terminated machine can still be described, milliseconds. */
    terminatedVisibleMs: z.int().min(0),
    /** Milliseconds before each call of an operation, or of '*' for those without their own. */
    delaysMs: z.partialRecord(z.enum([...CLOUD_OPERATIONS, '*']), delay),
  })
  .partial()

export type Timing = Required<z.output<typeof TimingChange>>

export const DEFAULT_TIMING: Timing = {
  startMs: 1500,
  stopMs: 1000,
  operationMs: 100,
  pageSize: 1000,
  terminatedVisibleMs: 60 * 60_000,
  delaysMs: {},
}

/** Where the process listens and keeps its state, and what it starts with; null keeps what the state file says. */
export type Settings = {
  readonly host: string
  readonly port: number
  readonly stateFile: string
  readonly faults: readonly FaultRule[] | null
  readonly timing: z.output<typeof TimingChange> | null
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)

/** One zod issue list as one sentence: where, and what was wrong. */
export const sentenceOf = (error: z.ZodError): string =>
  error.issues
    .slice(0, 5)
    .map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message))
    .join('; ')

function readJson<T>(name: string, text: string | undefined, schema: z.ZodType<T>): Result<T | null, string> {
  if (text === undefined || text.trim() === '') return ok(null)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse(`${name} is not JSON: ${text.slice(0, 60)}`)
  }
  const parsed = schema.safeParse(value)
  return parsed.success ? ok(parsed.data) : refuse(`${name} is not usable: ${sentenceOf(parsed.error)}.`)
}

/** Reads the environment; the refusal is one sentence that names the variable, its value and what it takes. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Result<Settings, string> {
  const host = env.SIMULATOR_HOST || '127.0.0.1'
  if (!isLoopback(host)) {
    return refuse(
      `SIMULATOR_HOST is ${host}; the simulated cloud has no accounts and answers on loopback only, e.g. 127.0.0.1.`,
    )
  }
  const portText = env.SIMULATOR_PORT || '3001'
  const port = Number(portText)
  if (!/^\d{1,5}$/.test(portText) || port > 65_535) {
    return refuse(`SIMULATOR_PORT is "${portText}"; it takes a port from 0 to 65535 (0: any free one).`)
  }
  const faults = readJson('SIMULATOR_FAULTS', env.SIMULATOR_FAULTS, FaultRules)
  if (!faults.ok) return faults
  const timing = readJson('SIMULATOR_TIMING', env.SIMULATOR_TIMING, TimingChange)
  if (!timing.ok) return timing
  const stateFile = env.SIMULATOR_STATE || 'data/simulated-aws.db'
  return ok({ host, port, stateFile, faults: faults.value, timing: timing.value })
}
