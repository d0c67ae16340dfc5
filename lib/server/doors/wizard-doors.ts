import { z } from 'zod'
import { checkConfig } from '@/lib/allocation/check-config'
import { applyIntent, planIntent } from '@/lib/allocation/command'
import { readWorld } from '@/lib/allocation/read-world'
import type { ActionResult } from '@/lib/api/action-result'
import { planProofSchema, wizardKeySchema } from '@/lib/api/schemas/commands'
import { type WizardValues, wizardSchemas } from '@/lib/api/schemas/wizard'
import { draftValuesSchema } from '@/lib/api/schemas/wizard-draft'
import { WIZARD_STEPS } from '@/lib/api/views/groups'
import type { CodeView, PlanView } from '@/lib/api/views/plans'
import { valuesOfConfig } from '@/lib/api/wizard-values'
import type { GroupConfig } from '@/lib/domain/group'
import type { Intent } from '@/lib/domain/intent'
import type { Refusal } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { Holdfast } from '@/lib/server/compose'
import { codesOf } from '@/lib/server/files/group-codes'
import { presentConfig } from '@/lib/server/present/present-group'
import { presentInTurns } from '@/lib/server/present/present-plan'
import { readPublicIpNames } from '@/lib/server/present/public-ip-names'
import { NotFound } from '@/lib/server/reads/groups'
import { isSomebodyElses, ownDraft } from '@/lib/server/reads/own-drafts'
import { type Answered, act } from './action'
import { undoOf } from './undo-doors'
import { configOf, subjectOf } from './wizard-config'
import { wizardFields } from './wizard-fields'

const id = z.string().min(1).max(128)
const groupIdOrNull = id.nullable()
const step = z.enum(WIZARD_STEPS)

const stepInput = z.object({ step, values: draftValuesSchema, groupId: groupIdOrNull })

/** What a step's own schema says of the values. */
function stepProblem(which: (typeof WIZARD_STEPS)[number], values: WizardValues): Refusal | null {
  const schemas = wizardSchemas[values.general.cloud]
  const read =
    which === 'review'
      ? schemas.whole.safeParse(values)
      : z.object({ [which]: schemas[which] }).safeParse(values)
  return read.success ? null : invalid(read.error)
}

/** One step by its own schema, then against the world as far as the steps before allow. */
export function checkStep(input: unknown): Promise<ActionResult<null>> {
  return act(stepInput, input, async (hold, { step: which, values, groupId }) => {
    const own = stepProblem(which, values)
    if (own) return refuse(own)
    const whole = wizardSchemas[values.general.cloud].whole.safeParse(values)
    if (which === 'general' || which === 'review') {
      const taken = await nameProblem(hold, values.general.name.trim(), groupId)
      if (taken) return refuse(taken)
    }
    if (!whole.success) return ok(null)
    const config = configOf(whole.data)
    if (!config.ok)
      return which === 'persistence' || which === 'review' ? placed(config.refusal, values) : ok(null)
    const subject = await subjectOf(hold, groupId, config.value)
    if (!subject.ok) return subject
    const { world, network } = await readWorld(hold.engine.allocation, subject.value, config.value)
    const problem = await checkConfig(hold.store, { world, network, config: config.value })
    return problem && belongs(problem, which, values) ? placed(problem, values) : ok(null)
  })
}

/** A refusal at the fields of the form that it is about. */
const placed = (refusal: Refusal, values: WizardValues): Answered<never> => ({
  ...{ ok: false, refusal },
  fields: wizardFields(refusal, values),
})

/** Is one of the fields that it is about on this step? A later step's problem does not hold an earlier one up. */
const belongs = (refusal: Refusal, which: (typeof WIZARD_STEPS)[number], values: WizardValues): boolean =>
  which === 'review' || wizardFields(refusal, values).some(({ path }) => path.startsWith(`${which}.`))

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

function prepare(values: WizardValues, groupId: string | null): Result<Prepared, Refusal> {
  const parsed = wizardSchemas[values.general.cloud].whole.safeParse(values)
  if (!parsed.success) return refuse(invalid(parsed.error))
  const read = configOf(parsed.data)
  if (!read.ok) return read
  const config = read.value
  if (groupId !== null) return ok({ subject: { groupId }, intent: { kind: 'edit', config }, config })
  const { persistence } = parsed.data
  const resumePool = persistence.kind === 'stateful' && persistence.resumePoolOnCreate
  return ok({ subject: { create: config }, intent: { kind: 'create', config, resumePool }, config })
}

const planInput = z.object({ values: draftValuesSchema, groupId: groupIdOrNull })

export function planWizard(input: unknown): Promise<ActionResult<PlanView & { codes: readonly CodeView[] }>> {
  return act(planInput, input, async (hold, { values, groupId }) => {
    const prepared = prepare(values, groupId)
    if (!prepared.ok) return placed(prepared.refusal, values)
    const { subject, intent, config } = prepared.value
    const plan = await planIntent(hold.engine.allocation, subject, intent)
    if (!plan.ok) return placed(plan.refusal, values)
    const names = await readPublicIpNames(hold, plan.value)
    return ok({ ...(await presentInTurns(plan.value, names)), codes: await codesOf(hold, config) })
  })
}

const applyInput = z.object({
  values: draftValuesSchema,
  groupId: groupIdOrNull,
  draftId: groupIdOrNull,
  requestKey: wizardKeySchema,
  proof: planProofSchema,
})

export function applyWizard(input: unknown): Promise<ActionResult<{ groupId: string }>> {
  return act(
    applyInput,
    input,
    async (hold, { values, groupId, draftId, requestKey, proof }): Promise<Answered<{ groupId: string }>> => {
      // A draft goes with the request that has its id as key (B7), so nobody may use that of another's as one.
      if (await isSomebodyElses(hold, requestKey))
        return refuse({ kind: 'unknown-draft', draftId: requestKey })
      const prepared = prepare(values, groupId)
      if (!prepared.ok) return placed(prepared.refusal, values)
      const { subject, intent, config } = prepared.value
      const applied = await applyIntent(hold.engine.allocation, subject, intent, {
        requestKey,
        actor: 'operator',
        proof,
      })
      if (applied.ok) {
        if (draftId !== null && (await ownDraft(hold, draftId))) await hold.store.reads.removeDraft(draftId)
        const message = groupId === null ? `${config.name} is created.` : `${config.name} is changed.`
        const undo = await undoOf(hold, applied.value.groupId, requestKey)
        return { ok: true, value: { groupId: applied.value.groupId }, message, undo }
      }
      if (applied.refusal.kind !== 'stale-plan') return placed(applied.refusal, values)
      const fresh = await planIntent(hold.engine.allocation, subject, intent)
      if (!fresh.ok) return { ...applied, freshPlan: null }
      const names = await readPublicIpNames(hold, fresh.value)
      return { ...applied, freshPlan: await presentInTurns(fresh.value, names) }
    },
  )
}

/** The group that the wizard edits, as its values. */
export async function readEdited({ store }: Holdfast, groupId: string) {
  const record = await store.reads.groupRecord(groupId)
  if (record?.state !== 'live') throw new NotFound('This group does not exist any more.')
  return { groupId, groupName: record.config.name, values: valuesOfConfig(presentConfig(record.config)) }
}
