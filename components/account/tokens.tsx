'use client'

import { Button, Modal } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Ago } from '@/components/shell/ago'
import { Chip } from '@/components/shell/chips'
import { type DataColumn, DataTable } from '@/components/shell/data-table'
import { notify } from '@/components/shell/notify'
import { PageHeader } from '@/components/shell/page-header'
import { EmptyState, ErrorState, errorSentence, RowsSkeleton } from '@/components/shell/states'
import type { TokenActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import type { TokenView } from '@/lib/api/views/tokens'
import { NewTokenDialog } from './new-token-dialog'
import css from './tokens.module.css'

/** What programs of somebody's show instead of a session. */
export function TokensScreen(props: { actions: TokenActions }) {
  const { data, error, refetch } = useQuery(queries.tokens())
  const [making, setMaking] = useState(false)
  const [ending, setEnding] = useState<TokenView | null>(null)
  const columns = useMemo(() => columnsOf(setEnding), [])
  return (
    <>
      <PageHeader
        title="API tokens"
        sub="For programs that read Holdfast’s API. A token never may more than its owner may now, and changes nothing."
        actions={data ? <Button onClick={() => setMaking(true)}>Make a token</Button> : undefined}
      />
      {data?.tokens.length ? (
        <DataTable label="API tokens" rows={data.tokens} columns={columns} rowKey={({ id }) => id} />
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
      <RevokeDialog token={ending} actions={props.actions} onClose={() => setEnding(null)} />
    </>
  )
}

function RevokeDialog(props: { token: TokenView | null; actions: TokenActions; onClose: () => void }) {
  const { token } = props
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const close = () => {
    setProblem(null)
    props.onClose()
  }
  const revoke = async () => {
    setBusy(true)
    const result = await props.actions
      .revokeToken(token?.id ?? '')
      .catch((failure: unknown) => ({ ok: false, message: errorSentence(failure) }) as const)
    setBusy(false)
    if (!result.ok) return setProblem(result.message)
    notify.done(result.message ?? 'The token is revoked.')
    await client.invalidateQueries({ queryKey: queries.tokens().queryKey })
    close()
  }
  return (
    <Modal
      opened={token !== null}
      onClose={close}
      title="Revoke this token"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={css.form}>
        <p>
          {token?.name} ({token?.begins}…) stops working at once, and cannot be brought back. Programs that
          use it need another one.
        </p>
        {problem !== null && (
          <p className={css.problem} role="alert">
            {problem}
          </p>
        )}
        <div className={css.ways}>
          <Button variant="default" onClick={close} disabled={busy}>
            Cancel
          </Button>
          <Button color="red" loading={busy} onClick={() => void revoke()}>
            Revoke
          </Button>
        </div>
      </div>
    </Modal>
  )
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
