import { z } from 'zod'
import { checkConfig, checkPoolNow } from '@/lib/allocation/check-config'
import { applyIntent, planIntent } from '@/lib/allocation/command'
import { readWorld } from '@/lib/allocation/read-world'
import type { ActionResult } from '@/lib/api/action-result'
import { memberReason, unreadableSentence } from '@/lib/api/messages'
import { planProofSchema, requestKeySchema } from '@/lib/api/schemas/commands'
import {
  computeSchema,
  draftValuesSchema,
  generalSchema,
  persistenceSchema,
  type WizardParsed,
  wizardSchema,
} from '@/lib/api/schemas/wizard'
import { type DraftView, WIZARD_STEPS } from '@/lib/api/views/groups'
import type { PoolCheckView } from '@/lib/api/views/network'
import type { PlanView } from '@/lib/api/views/plans'
import { unborn } from '@/lib/domain/decide'
import type { Group, GroupConfig } from '@/lib/domain/group'
import type { Intent } from '@/lib/domain/intent'
import { formatPoolEntry, parsePool, poolSize } from '@/lib/domain/pool'
import { formatRange, rangeSize } from '@/lib/domain/ranges'
import type { Refusal } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import { subnetOf } from '@/lib/domain/subnet'
import { type Answered, act } from './action'
import { type Holdfast, newId } from './compose'
import { presentConfig } from './present-group'
import { presentPlan } from './present-plan'
import { NotFound, presentDraft } from './reads-groups'
import { terraformOf } from './terraform'

const id = z.string().min(1).max(128)
const groupIdOrNull = id.nullable()
const step = z.enum(WIZARD_STEPS)

/** A huge paste lists this many members; the rest is counted. */
const MOST_MEMBERS = 500

const draftInput = z.object({
  draftId: groupIdOrNull,
  groupId: groupIdOrNull,
  revision: z.number().int().min(0),
  step,
  values: draftValuesSchema,
})

export function saveDraft(input: unknown): Promise<ActionResult<DraftView>> {
  return act(draftInput, input, async ({ store }, { draftId, groupId, revision, values, step: at }) => {
    if (groupId !== null && !(await store.reads.groupRecord(groupId)))
      return refuse({ kind: 'unknown-group', groupId })
    if (draftId === null) {
      const created = await store.reads.createDraft({ id: `draft-${newId(16)}`, groupId, values, step: at })
      return { ok: true, value: presentDraft(created) }
    }
    const saved = await store.reads.saveDraft({ id: draftId, revision, values, step: at })
    return saved.ok ? { ok: true, value: presentDraft(saved.value) } : saved
  })
}

export function discardDraft(draftId: unknown): Promise<ActionResult<null>> {
  return act(id, draftId, async ({ store }, parsed) => {
    await store.reads.removeDraft(parsed)
    return { ok: true, value: null, message: 'The draft is discarded.' }
  })
}

type Subject = { readonly group: Group; readonly instances: readonly StatefulInstance[] }

/** The group being edited, or one about to be born with this configuration. */
async function subjectOf(
  { store, engine }: Holdfast,
  groupId: string | null,
  config: GroupConfig,
): Promise<Result<Subject, Refusal>> {
  if (groupId === null)
    return ok({ group: unborn('unborn', config, engine.allocation.surroundings.now()), instances: [] })
  const snapshot = await store.groupSnapshot(groupId)
  return snapshot ? ok(snapshot) : refuse({ kind: 'unknown-group', groupId })
}

const poolInput = z.object({
  text: z.string().max(2_000_000),
  subnetIds: z.array(id).max(100),
  groupId: groupIdOrNull,
})

/** B2 while typing: every entry, usable or why not. */
export function checkPool(input: unknown): Promise<ActionResult<PoolCheckView>> {
  return act(poolInput, input, async (hold, { text, subnetIds, groupId }) => {
    const { entries, unreadable } = parsePool(text)
    const subject = await subjectOf(hold, groupId, { ...NOTHING, subnetIds })
    if (!subject.ok) return subject
    const { group, instances } = subject.value
    const { world } = await readWorld(hold.engine.allocation, group, instances, { ...NOTHING, subnetIds })
    const check = await checkPoolNow(hold.store, { world, entries, unreadable, subnetIds })
    const subnets = [...world.subnets.values()].map((one) => one.subnet)
    const restsUntil = new Map(check.resting.map((one) => [one.member, one.until]))
    const unread = unreadable.map((one) => ({
      entry: one.text,
      size: 0,
      tone: 'bad' as const,
      text: unreadableSentence(one.text, one.why),
      suggestion: null,
      subnetId: null,
    }))
    const members = check.spans.map(({ range, verdict }) => {
      const entry = formatRange(range)
      const first = { family: range.family, value: range.first }
      const base = { entry, size: Number(rangeSize(range)), subnetId: subnetOf(subnets, first)?.id ?? null }
      if (verdict === 'usable') return { ...base, tone: 'ok' as const, text: 'free', suggestion: null }
      if (verdict === 'resting')
        return {
          ...base,
          tone: 'resting' as const,
          text: restingText(restsUntil.get(entry), world.now),
          suggestion: null,
        }
      const suggestion = 'suggestion' in verdict ? verdict.suggestion : null
      return { ...base, tone: 'bad' as const, text: memberReason(verdict), suggestion }
    })
    const all = [...unread, ...members]
    return {
      ok: true,
      value: {
        members: all.slice(0, MOST_MEMBERS),
        more: Math.max(0, all.length - MOST_MEMBERS),
        usable: Number(check.counts.usable),
        resting: Number(check.counts.resting),
        bad: Number(check.counts.problem),
        size: poolSize(entries),
      },
    }
  })
}

function restingText(until: string | undefined, now: string): string {
  if (!until) return 'resting, then free'
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - Date.parse(now)) / 1000))
  const minutes = Math.floor(seconds / 60)
  return `resting for ${minutes > 0 ? `${minutes} min ` : ''}${seconds % 60} s, then free`
}

/** A configuration that asks for nothing: what checks of a part are made with. */
const NOTHING: GroupConfig = {
  name: '',
  cloud: 'aws',
  region: '',
  virtualNetworkId: '',
  subnetIds: [],
  capacity: { minimum: 0, target: 0, maximum: 0 },
  compute: { imageId: '', instanceTypes: [], securityGroupIds: [] },
  maintainPrivateIp: true,
  privateIpPool: [],
  publicIpPool: [],
  overflow: 'random',
  coolingSeconds: 0,
}

/** The wizard's parsed values as a configuration; what cannot be read in the pool is refused with its sentences. */
export function configOf(values: WizardParsed): Result<GroupConfig, Refusal> {
  const { general, compute, persistence } = values
  const { entries, unreadable } = parsePool(persistence.privateIpPool)
  if (unreadable.length > 0 && persistence.maintainPrivateIp)
    return refuse({
      kind: 'members',
      total: unreadable.length,
      problems: unreadable.map((one) => ({ kind: 'unreadable', member: one.text, why: one.why })),
    })
  return ok({
    name: general.name,
    cloud: 'aws',
    region: general.region,
    virtualNetworkId: general.virtualNetworkId,
    subnetIds: general.subnetIds,
    capacity: general.capacity,
    compute,
    maintainPrivateIp: persistence.maintainPrivateIp,
    privateIpPool: persistence.maintainPrivateIp ? entries : [],
    publicIpPool: persistence.publicIpPool,
    overflow: persistence.overflow,
    coolingSeconds: persistence.coolingSeconds,
  })
}

const stepInput = z.object({ step, values: draftValuesSchema, groupId: groupIdOrNull })

const STEP_SCHEMAS = {
  general: z.object({ general: generalSchema }),
  compute: z.object({ compute: computeSchema }),
  persistence: z.object({ persistence: persistenceSchema }),
  review: wizardSchema,
} as const

/** One step by its own schema, then against the world as far as the steps before allow. */
export function checkStep(input: unknown): Promise<ActionResult<null>> {
  return act(stepInput, input, async (hold, { step: which, values, groupId }) => {
    const parsed = STEP_SCHEMAS[which].safeParse(values)
    if (!parsed.success) return refuse(invalid(parsed.error))
    const whole = wizardSchema.safeParse(values)
    if (which === 'general' || which === 'review') {
      const taken = await nameProblem(hold, values.general.name.trim(), groupId)
      if (taken) return refuse(taken)
    }
    if (!whole.success) return ok(null)
    const config = configOf(whole.data)
    if (!config.ok) return which === 'persistence' || which === 'review' ? config : ok(null)
    const subject = await subjectOf(hold, groupId, config.value)
    if (!subject.ok) return subject
    const { group, instances } = subject.value
    const { world, network } = await readWorld(hold.engine.allocation, group, instances, config.value)
    const problem = await checkConfig(hold.store, { world, network, config: config.value })
    return problem && BELONGS[which].has(problem.kind) ? refuse(problem) : ok(null)
  })
}

const GENERAL = ['unknown-virtual-network', 'unknown-subnet', 'subnet-elsewhere', 'capacity-order'] as const
const COMPUTE = ['unknown-security-group'] as const
const PERSISTENCE = ['members', 'public-ips', 'no-persistence', 'overflow-refused', 'invalid'] as const

/** Which refusals are a step's own: a later step's problem does not hold an earlier one up. */
const BELONGS: Record<(typeof WIZARD_STEPS)[number], ReadonlySet<string>> = {
  general: new Set(GENERAL),
  compute: new Set(COMPUTE),
  persistence: new Set(PERSISTENCE),
  review: new Set([...GENERAL, ...COMPUTE, ...PERSISTENCE]),
}

async function nameProblem(
  { store }: Holdfast,
  name: string,
  groupId: string | null,
): Promise<Refusal | null> {
  const other = (await store.reads.groups()).find((row) => row.name === name && row.id !== groupId)
  return other ? { kind: 'name-taken', name, groupId: other.id } : null
}

const invalid = (error: z.ZodError): Refusal => ({
  kind: 'invalid',
  problems: error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
})

type Prepared = {
  readonly subject: { groupId: string } | { create: GroupConfig }
  readonly intent: Intent
  readonly config: GroupConfig
}

function prepare(values: unknown, groupId: string | null): Result<Prepared, Refusal> {
  const parsed = wizardSchema.safeParse(values)
  if (!parsed.success) return refuse(invalid(parsed.error))
  const read = configOf(parsed.data)
  if (!read.ok) return read
  const config = read.value
  if (groupId !== null) return ok({ subject: { groupId }, intent: { kind: 'edit', config }, config })
  const resumePool = parsed.data.persistence.resumePoolOnCreate
  return ok({ subject: { create: config }, intent: { kind: 'create', config, resumePool }, config })
}

const planInput = z.object({ values: draftValuesSchema, groupId: groupIdOrNull })

export function planWizard(
  input: unknown,
): Promise<ActionResult<PlanView & { json: string; terraform: string }>> {
  return act(planInput, input, async (hold, { values, groupId }) => {
    const prepared = prepare(values, groupId)
    if (!prepared.ok) return prepared
    const { subject, intent, config } = prepared.value
    const plan = await planIntent(hold.engine.allocation, subject, intent)
    if (!plan.ok) return plan
    const subnets = (await hold.store.reads.subnets()).map((row) => row.subnet)
    const json = `${JSON.stringify(presentConfig(config), null, 2)}\n`
    return ok({ ...presentPlan(plan.value), json, terraform: terraformOf(config, subnets) })
  })
}

const applyInput = z.object({
  values: draftValuesSchema,
  groupId: groupIdOrNull,
  draftId: groupIdOrNull,
  requestKey: requestKeySchema,
  proof: planProofSchema,
})

export function applyWizard(input: unknown): Promise<ActionResult<{ groupId: string }>> {
  return act(
    applyInput,
    input,
    async (hold, { values, groupId, draftId, requestKey, proof }): Promise<Answered<{ groupId: string }>> => {
      const prepared = prepare(values, groupId)
      if (!prepared.ok) return prepared
      const { subject, intent, config } = prepared.value
      const applied = await applyIntent(hold.engine.allocation, subject, intent, {
        requestKey,
        actor: 'operator',
        proof,
      })
      if (applied.ok) {
        if (draftId !== null) await hold.store.reads.removeDraft(draftId)
        const message = groupId === null ? `${config.name} is created.` : `${config.name} is changed.`
        return { ok: true, value: { groupId: applied.value.groupId }, message }
      }
      if (applied.refusal.kind !== 'stale-plan') return applied
      const fresh = await planIntent(hold.engine.allocation, subject, intent)
      return { ...applied, freshPlan: fresh.ok ? presentPlan(fresh.value) : null }
    },
  )
}

/** A stored configuration as the wizard's values: what editing starts from. */
export function valuesOf(config: GroupConfig) {
  return {
    general: {
      name: config.name,
      region: config.region,
      virtualNetworkId: config.virtualNetworkId,
      subnetIds: [...config.subnetIds],
      capacity: { ...config.capacity },
    },
    compute: {
      imageId: config.compute.imageId,
      instanceTypes: [...config.compute.instanceTypes],
      securityGroupIds: [...config.compute.securityGroupIds],
    },
    persistence: {
      publicIpPool: [...config.publicIpPool],
      maintainPrivateIp: config.maintainPrivateIp,
      privateIpPool: config.privateIpPool.map(formatPoolEntry).join('\n'),
      overflow: config.overflow,
      resumePoolOnCreate: false,
      coolingSeconds: config.coolingSeconds,
    },
  }
}

/** The group that the wizard edits, as its values. */
export async function readEdited({ store }: Holdfast, groupId: string) {
  const record = await store.reads.groupRecord(groupId)
  if (record?.state !== 'live') throw new NotFound('This group does not exist any more.')
  return { groupId, groupName: record.config.name, values: valuesOf(record.config) }
}
