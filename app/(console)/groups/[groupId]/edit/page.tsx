import { notFound } from 'next/navigation'
import { WizardScreen } from '@/components/wizard/wizard-screen'
import { queries } from '@/lib/api/queries'
import { readOrNothing } from '@/lib/server/read'
import { readDraft } from '@/lib/server/reads-groups'
import { readNetwork } from '@/lib/server/reads-network'
import { readEdited } from '@/lib/server/wizard-doors'
import * as actions from '../../../actions'
import { Prefetched } from '../../../prefetched'

export const metadata = { title: 'Edit group' }

export default async function Page(props: {
  params: Promise<{ groupId: string }>
  searchParams: Promise<{ draft?: string }>
}) {
  const { groupId } = await props.params
  const { draft: draftId } = await props.searchParams
  const editing = await readOrNothing((hold) => readEdited(hold, groupId))
  if (!editing) notFound()
  const draft = draftId ? await readOrNothing((hold) => readDraft(hold, draftId)) : undefined
  const { saveDraft, discardDraft, checkPool, checkStep, planWizard, applyWizard } = actions
  return (
    <Prefetched reads={[[queries.network(), readNetwork]]}>
      <WizardScreen
        actions={{ saveDraft, discardDraft, checkPool, checkStep, planWizard, applyWizard }}
        draft={draft?.groupId === groupId ? draft : null}
        editing={editing}
      />
    </Prefetched>
  )
}
