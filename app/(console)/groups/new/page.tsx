import { WizardScreen } from '@/components/wizard/wizard-screen'
import { queries } from '@/lib/api/queries'
import { readOrNothing } from '@/lib/server/read'
import { readDraft } from '@/lib/server/reads-groups'
import { readNetwork } from '@/lib/server/reads-network'
import * as actions from '../../actions'
import { Prefetched } from '../../prefetched'

export const metadata = { title: 'Create group' }

export default async function Page(props: { searchParams: Promise<{ draft?: string }> }) {
  const { draft: draftId } = await props.searchParams
  const draft = draftId ? await readOrNothing((hold) => readDraft(hold, draftId)) : undefined
  const { saveDraft, discardDraft, checkPool, checkStep, planWizard, applyWizard } = actions
  return (
    <Prefetched reads={[[queries.network(), readNetwork]]}>
      <WizardScreen
        actions={{ saveDraft, discardDraft, checkPool, checkStep, planWizard, applyWizard }}
        draft={draft ?? null}
        editing={null}
      />
    </Prefetched>
  )
}
