'use client'

import { useState } from 'react'
import { ReasonButton } from '@/components/form/reason-button'
import { PageHeader } from '@/components/shell/page-header'
import { EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import { useLongList } from '@/components/shell/use-long-list'
import type { TokenActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import { NewTokenDialog } from './new-token-dialog'
import { TokenTable } from './token-table'

/** What programs of somebody's show instead of a session. */
export function TokensScreen(props: { actions: TokenActions }) {
  const { data, error, refetch } = useLongList(queries.tokens, (told) => told?.more ?? 0, 'tokens')
  const [making, setMaking] = useState(false)
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: 'Account', href: paths.account() }]}
        title="API tokens"
        sub="For programs that read Holdfast’s API. A token never may more than its owner may now, and changes nothing."
        actions={
          data ? (
            <ReasonButton action="makeToken" onClick={() => setMaking(true)}>
              Make a token
            </ReasonButton>
          ) : undefined
        }
      />
      {data?.tokens.length ? (
        <TokenTable
          tokens={data.tokens}
          more={data.more}
          withOwner={data.role === 'admin'}
          actions={props.actions}
        />
      ) : data ? (
        <EmptyState
          title="No tokens"
          text="A token is shown once, when it is made; what is kept here cannot be turned back into it."
        />
      ) : data === null ? (
        <EmptyState
          title="Nobody has an account here"
          text="Holdfast runs without login (HOLDFAST_OPEN is 1): programs on this machine need no token."
        />
      ) : error ? (
        <ErrorState title="The tokens could not be read" error={error} retry={() => void refetch()} />
      ) : (
        <RowsSkeleton rows={5} label="the tokens" />
      )}
      {data && (
        <NewTokenDialog
          opened={making}
          role={data.role}
          actions={props.actions}
          onClose={() => setMaking(false)}
        />
      )}
    </>
  )
}
