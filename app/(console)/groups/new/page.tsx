import { WizardScreen } from '@/components/wizard/wizard-screen'
import { type PageSearch, saidIn } from '@/lib/api/page-parameters'
import { queries } from '@/lib/api/queries'
import { openDraft } from '@/lib/server/doors/draft-doors'
import { readOrNothing } from '@/lib/server/doors/read'
import { readNetwork } from '@/lib/server/reads/network'
import * as actions from '../../actions'
import { Prefetched } from '../../prefetched'

export const metadata = { title: 'Create group' }

export default async function Page(props: { searchParams: PageSearch }) {
  const draftId = (await saidIn(props.searchParams))('draft')
  const opened = draftId ? await readOrNothing((hold) => openDraft(hold, draftId, null)) : undefined
  const { saveDraft, discardDraft, checkPools, checkStep, planWizard, applyWizard } = actions
  return (
    <Prefetched reads={[[queries.network(), readNetwork]]}>
      <WizardScreen
        actions={{ saveDraft, discardDraft, checkPools, checkStep, planWizard, applyWizard }}
        opened={opened ?? null}
        editing={null}
      />
    </Prefetched>
  )
}
