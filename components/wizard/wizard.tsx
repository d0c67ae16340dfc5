'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useQueryState } from 'nuqs'
import { type FormEvent, useCallback, useMemo, useRef, useState } from 'react'
import { type Resolver, useForm } from 'react-hook-form'
import { useActionReason } from '@/components/shell/action-reason'
import type { WizardActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import { type WizardValues, wizardSchemas } from '@/lib/api/schemas/wizard'
import { EMPTY_WIZARD } from '@/lib/api/schemas/wizard-draft'
import type { DraftView, WizardStep } from '@/lib/api/views/groups'
import type { NetworkView } from '@/lib/api/views/network'
import type { Cloud } from '@/lib/domain/cloud-rules'
import { BecameBanner } from './became-banner'
import { ConflictBanner } from './conflict-banner'
import { diffValues } from './diff'
import { focusField } from './focus-field'
import { Footer } from './footer'
import { chooseStep, stepAfter, stepBefore, valuesOfDraft, valuesOfGroup } from './form-values'
import { forgetTyped } from './kept-typing'
import { LeaveGuard } from './leave-dialog'
import { countByStep, firstToMend, type Problem } from './problems'
import { Stepper } from './stepper'
import { STEPS } from './steps'
import { TypedBanner } from './typed-banner'
import { useApply } from './use-apply'
import { useDraft } from './use-draft'
import { useFollowGroup } from './use-follow-group'
import { useJudgement } from './use-judgement'
import { useLatest } from './use-latest'
import { useNicView } from './use-nic-view'
import { useRejudge } from './use-rejudge'
import { useStepCheck } from './use-step-check'
import css from './wizard.module.css'
import { WizardContext } from './wizard-context'
import type { EditedGroup } from './wizard-screen'

const asHistory = { history: 'push' } as const

const RESOLVERS = {
  aws: zodResolver(wizardSchemas.aws.whole, undefined, { raw: true }),
  azure: zodResolver(wizardSchemas.azure.whole, undefined, { raw: true }),
} as unknown as Record<Cloud, Resolver<WizardValues>>

/** The schemas of the cloud that is chosen by now. */
const resolveByCloud: Resolver<WizardValues> = (values, context, options) =>
  RESOLVERS[values.general.cloud](values, context, options)

/** One form over all steps. What stands here only ties the parts together; each part has its own file. */
export function Wizard(props: {
  actions: WizardActions
  network: NetworkView
  draft: DraftView | null
  forked: boolean
  editing: EditedGroup | null
  onDraftId: (draftId: string) => Promise<unknown>
}) {
  const { actions, network, draft, editing } = props
  const groupId = editing?.groupId ?? null
  const [before, setBefore] = useState<WizardValues | null>(() =>
    editing ? valuesOfGroup(editing.values) : null,
  )
  const form = useForm<WizardValues>({
    defaultValues: draft ? valuesOfDraft(draft.values) : (before ?? EMPTY_WIZARD),
    mode: 'onBlur',
    reValidateMode: 'onChange',
    shouldFocusError: false,
    resolver: resolveByCloud,
  })
  useRejudge(form)
  const values = form.watch()

  const [askedStep, setAskedStep] = useQueryState('step', asHistory)
  // Opened without a step, a draft goes on where it was left. Later an address without one is the first entry: General.
  const [resumed] = useState(() => (askedStep === null ? (draft?.step ?? null) : null))
  const step = chooseStep(askedStep, resumed)
  const at = STEPS.findIndex((row) => row.id === step)
  const [furthest, setFurthest] = useState(editing ? STEPS.length : at)
  if (at > furthest) setFurthest(at)
  const panel = useRef<HTMLDivElement>(null)

  const { data: me } = useQuery(queries.me())
  const person = me?.email ?? null
  const saving = useDraft({
    person,
    form,
    draft,
    forked: props.forked,
    groupId,
    step,
    actions,
    onSaved: props.onDraftId,
  })
  const judged = useJudgement({ form, values, network, actions, groupId, step })
  const { problems } = judged
  const changes = useMemo(
    () => (before ? diffValues(before, values, network) : []),
    [before, values, network],
  )
  const latest = useLatest({ step })
  const barred = useActionReason('applyWizard')

  const goTo = useCallback(
    (to: WizardStep) => {
      if (to === latest.current.step) return
      latest.current = { step: to }
      void setAskedStep(to)
      // Looking at the review asks everything of everyone: what is missing shows at its field and in the footer.
      if (to === 'review') void form.trigger()
      window.scrollTo({ top: 0 })
    },
    [form, latest, setAskedStep],
  )
  const goAndRead = (to: WizardStep) => {
    goTo(to)
    requestAnimationFrame(() => panel.current?.focus({ preventScroll: true }))
  }
  const nicView = useNicView(form)
  const { showPath } = nicView
  const mend = useCallback(
    (problem: Problem) => {
      goTo(problem.step)
      showPath(problem.path)
      focusField(problem.path)
    },
    [goTo, showPath],
  )

  const stepCheck = useStepCheck({ form, actions, groupId, judged, mend })
  const applying = useApply({
    form,
    actions,
    editing,
    judged,
    draftId: saving.draftId,
    autosave: saving.autosave,
    mend,
  })
  useFollowGroup({
    form,
    groupId,
    network,
    before,
    pending: applying.pending,
    onMoved: (now, followed) => {
      setBefore(now)
      if (followed && saving.draftId() !== null) saving.autosave.changed()
    },
  })
  const next = stepAfter(step)
  const onNext = async () => {
    if (!next || !(await stepCheck.check(step))) return
    // First the draft's id into this entry of the history, then the next entry: Back comes back to what was typed.
    await saving.autosave.flush()
    goAndRead(next)
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void onNext()
  }

  const counts = countByStep(problems)
  const Content = (STEPS[at] ?? STEPS[0])?.component
  return (
    <WizardContext
      value={{
        form,
        values,
        network,
        actions,
        groupId,
        problems,
        changes,
        pools: judged.pools,
        around: judged.around,
        soFar: judged.soFar,
        nicView,
        plan: judged.plan.state,
        planAgain: judged.plan.again,
        unfinished: judged.unfinished,
        before,
        goTo,
        mend,
        typedIn: judged.typedIn,
        setTypedIn: judged.setTypedIn,
      }}
    >
      <Stepper
        steps={STEPS.map((row, index) => ({
          id: row.id,
          label: row.label,
          problems: counts[row.id],
          changes: changes.filter((change) => change.step === row.id).length,
          done: index <= furthest && row.id !== 'review' && !judged.unfinished.includes(row.id),
        }))}
        current={step}
        onChoose={goTo}
      />
      <TypedBanner
        form={form}
        person={person}
        groupId={groupId}
        draftId={draft?.id ?? null}
        onTaken={() => {
          saving.autosave.changed()
          void saving.autosave.flush()
        }}
      />
      <ConflictBanner state={saving.state} settle={saving.settleConflict} />
      <BecameBanner
        shown={applying.became !== null}
        editing={editing !== null}
        onGoOn={() => {
          applying.became?.()
          saving.fork()
        }}
      />
      <form
        onSubmit={onSubmit}
        noValidate
        className={css.form}
        aria-label={editing ? `Edit ${editing.groupName}` : 'Create a group'}
      >
        <div
          ref={panel}
          id="wizard-panel"
          role="tabpanel"
          aria-labelledby={`wizard-tab-${step}`}
          tabIndex={-1}
          className={css.panel}
        >
          {Content && <Content />}
          {stepCheck.refusal && (
            <p className={css.refusal} role="alert">
              {stepCheck.refusal}
            </p>
          )}
        </div>
        <Footer
          save={saving.state}
          problems={problems}
          onMend={() => {
            const first = firstToMend(problems, step)
            if (first) mend(first)
          }}
          back={stepBefore(step)}
          onBack={goAndRead}
          next={next}
          checking={stepCheck.checking}
          finish={applying}
          finishLabel={editing ? 'Apply changes' : 'Create group'}
          finishBlocked={
            barred ?? (editing && changes.length === 0 ? 'Nothing was changed yet.' : applying.blocked)
          }
        />
      </form>
      <LeaveGuard
        isUnsaved={saving.autosave.isDirty}
        save={saving.autosave.flush}
        abandon={() => {
          forgetTyped()
          void saving.autosave.stop()
        }}
      />
    </WizardContext>
  )
}
