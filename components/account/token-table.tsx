'use client'

import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { Ago } from '@/components/shell/ago'
import { Chip } from '@/components/shell/chips'
import { type DataColumn, DataTable } from '@/components/shell/data-table'
import type { TokenActions } from '@/lib/api/actions'
import type { TokenView } from '@/lib/api/views/tokens'
import { AskDialog } from './ask-dialog'
import css from './tokens.module.css'

/** Tokens with the end of each that is valid. `withOwner`: they are not all of one person. */
export function TokenTable(props: {
  tokens: readonly TokenView[]
  /** Not among them, because they are older than what travels at once. */
  more?: number
  withOwner: boolean
  actions: Pick<TokenActions, 'revokeToken'>
}) {
  const [ending, setEnding] = useState<TokenView | null>(null)
  const { withOwner, more = 0 } = props
  const columns = useMemo(
    () => columnsOf(setEnding).filter(({ id }) => withOwner || id !== 'owner'),
    [withOwner],
  )
  return (
    <>
      <DataTable
        label="API tokens"
        urlPrefix="tokens"
        rows={props.tokens}
        columns={columns}
        rowKey={({ id }) => id}
        search={props.tokens.length > FEW || more > 0 ? SEARCH : undefined}
      />
      {more > 0 && (
        <p className={css.more}>
          And {more.toLocaleString('en')} more, which are older. The search finds them, too.
        </p>
      )}
      <AskDialog
        opened={ending !== null}
        title="Revoke this token"
        verb="Revoke"
        action="revokeToken"
        ends
        ask={() => props.actions.revokeToken(ending?.id ?? '')}
        onClose={() => setEnding(null)}
      >
        <p>
          {ending?.name} ({ending?.begins}…) stops working at once, and cannot be brought back. Programs that
          use it need another one.
        </p>
      </AskDialog>
    </>
  )
}

/** So many are looked through without a search. */
const FEW = 8
const SEARCH = {
  label: 'Search API tokens',
  text: ({ name, owner, begins, role, state }: TokenView) => `${name} ${owner} ${begins} ${role} ${state}`,
}

const STATES = {
  live: { tone: 'ok', text: 'Valid' },
  expired: { tone: 'plain', text: 'Expired' },
  revoked: { tone: 'plain', text: 'Revoked' },
} as const

const ROLES = { viewer: 'Viewer', operator: 'Operator', admin: 'Admin' } as const

const columnsOf = (end: (token: TokenView) => void): readonly DataColumn<TokenView>[] => [
  {
    id: 'name',
    header: 'Name',
    narrow: 'title',
    cell: ({ name, state }) => (
      <span className={css.name}>
        {name} <Chip tone={STATES[state].tone}>{STATES[state].text}</Chip>
      </span>
    ),
  },
  {
    id: 'begins',
    header: 'Begins',
    width: '12%',
    cell: ({ begins }) => <code className={css.mono}>{begins}…</code>,
  },
  { id: 'owner', header: 'Owner', width: '14%', cell: ({ owner, isYours }) => (isYours ? 'You' : owner) },
  {
    id: 'role',
    header: 'May read as',
    width: '14%',
    cell: ({ role, madeFor }) =>
      role === madeFor ? ROLES[role] : `${ROLES[role]} (made for ${ROLES[madeFor].toLowerCase()})`,
  },
  {
    id: 'used',
    header: 'Last used',
    width: '13%',
    cell: ({ usedAt, usedFrom }) =>
      usedAt === null ? (
        <span className={css.soft}>Never</span>
      ) : (
        <span title={`From ${usedFrom ?? 'an unknown address'}`}>
          <Ago at={usedAt} still />
        </span>
      ),
  },
  { id: 'expires', header: 'Valid until', width: '12%', cell: ({ expiresAt }) => expiresAt.slice(0, 10) },
  {
    id: 'revoke',
    header: 'Revoke',
    headerHidden: true,
    narrow: 'bare',
    align: 'right',
    width: '10%',
    cell: (token) =>
      token.state === 'live' ? (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={`Revoke ${token.name}`}
          onClick={() => end(token)}
        >
          Revoke
        </Button>
      ) : null,
  },
]
