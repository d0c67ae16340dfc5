'use client'

import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useQueryState } from 'nuqs'
import { useState } from 'react'
import { useRoleReason } from '@/components/shell/action-reason'
import { PageHeader } from '@/components/shell/page-header'
import { EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import type { WizardActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { WizardValues } from '@/lib/api/schemas/wizard'
import type { DraftOpening, DraftView } from '@/lib/api/views/groups'
import { DraftGone } from './draft-gone'
import { Wizard } from './wizard'
import css from './wizard.module.css'

export type EditedGroup = {
  readonly groupId: string
  readonly groupName: string
  readonly values: WizardValues
}

/**
 * The wizard, for a new group (`editing` null) or an existing one. `opened`: what `?draft=` leads to; null without one.
 * The address bar holds the step and the draft, so a reload comes back to exactly this place.
 */
export function WizardScreen(props: {
  actions: WizardActions
  opened: DraftOpening | null
  editing: EditedGroup | null
}) {
  const { opened, editing } = props
  const network = useQuery(queries.network())
  const [forkOf, setForkOf] = useState<DraftView | null>(null)
  const draft = opened?.kind === 'open' ? opened.draft : forkOf
  const session = useSession(draft)
  // What is typed is never taken off the screen: the wizard that made the draft goes on without it.
  const gone = opened && opened.kind !== 'open' && forkOf === null && !session.isOwn ? opened : null
  // As it was when the page came: what is typed is never taken off the screen.
  const [barred] = useState(useRoleReason('applyWizard'))
  const shown = !gone && barred === null
  const title = editing ? `Edit ${editing.groupName}` : 'Create a group'

  return (
    <div className={css.screen}>
      <PageHeader
        title={title}
        breadcrumbs={
          editing
            ? [
                { label: 'Groups', href: paths.groups() },
                { label: editing.groupName, href: paths.group(editing.groupId) },
              ]
            : undefined
        }
      />
      {barred !== null && <EmptyState title="This page changes groups" text={barred} />}
      {gone && barred === null && (
        <DraftGone
          opened={gone}
          editing={editing}
          onGoOn={() => gone.kind === 'became' && setForkOf(gone.draft)}
        />
      )}
      {shown && network.isPending && <RowsSkeleton rows={6} label="the wizard" />}
      {shown && network.isError && (
        <ErrorState
          title="The network could not be read"
          error={network.error}
          retry={() => void network.refetch()}
        />
      )}
      {shown && network.data && network.data.virtualNetworks.length === 0 && <EmptyWorld />}
      {shown && network.data && network.data.virtualNetworks.length > 0 && (
        <Wizard
          key={session.key}
          actions={props.actions}
          network={network.data}
          draft={draft}
          forked={forkOf !== null}
          editing={editing}
          onDraftId={session.tellDraft}
        />
      )}
    </div>
  )
}

function EmptyWorld() {
  return (
    <EmptyState
      title="There is no network to put a group into yet"
      text="Import what the command line of your cloud prints about its networks and subnets, or load the demo world. Then a group can take addresses in them."
      action={
        <Button component={Link} href={paths.inventory()}>
          Open Inventory
        </Button>
      }
    />
  )
}

/**
 * Which draft the mounted wizard works on. It makes one itself at the first save, which must not mount it anew;
 * following a link to another draft, or to an empty wizard, must.
 */
function useSession(draft: DraftView | null): {
  key: string
  /** The draft in the address bar is the one that the mounted wizard works on. */
  isOwn: boolean
  tellDraft: (draftId: string) => Promise<unknown>
} {
  const [urlDraft, setUrlDraft] = useQueryState('draft')
  const [seenUrl, setSeenUrl] = useState(urlDraft)
  const [session, setSession] = useState({ count: 0, draftId: draft?.id ?? null })
  if (urlDraft !== seenUrl) {
    setSeenUrl(urlDraft)
    if (urlDraft !== session.draftId) setSession({ count: session.count + 1, draftId: draft?.id ?? null })
  }
  return {
    key: `${session.count}`,
    isOwn: session.draftId !== null && session.draftId === urlDraft,
    tellDraft: (draftId) => {
      setSession((before) => (before.draftId === draftId ? before : { ...before, draftId }))
      return setUrlDraft(draftId, { history: 'replace' })
    },
  }
}
