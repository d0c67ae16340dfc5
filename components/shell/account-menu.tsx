'use client'

import { Menu } from '@mantine/core'
import { IconKey, IconLogout, IconSelector, IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import type { AccountActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import { notify } from './notify'
import css from './shell.module.css'
import { errorSentence } from './states'

export type ShellActions = Pick<AccountActions, 'signOut'>

/** Who is signed in, with which role, and the way out. Nobody is in the open mode. */
export function AccountMenu(props: { actions: ShellActions }) {
  const { data: me } = useQuery(queries.me())
  const [leaving, setLeaving] = useState(false)
  if (!me || me.kind === 'local') return null
  const leave = async () => {
    setLeaving(true)
    const result = await props.actions
      .signOut()
      .catch((error: unknown) => ({ ok: false, message: errorSentence(error) }) as const)
    // Opened anew, so that nothing of what was shown is left in this tab.
    if (result.ok) return window.location.assign(paths.login())
    setLeaving(false)
    notify.failed('You are still signed in', result.message)
  }
  return (
    <Menu
      position="top-start"
      width="target"
      shadow="none"
      keepMounted={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <button type="button" className={css.account} aria-label={`Account of ${me.name}, ${me.role}`}>
          <span className={css.who}>
            <span className={css.whoName}>{me.name}</span>
            <span className={css.whoRole}>{ROLE_WORDS[me.role]}</span>
          </span>
          <IconSelector size={15} aria-hidden className={css.accountIcon} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {me.email !== null && <Menu.Label className={css.email}>{me.email}</Menu.Label>}
        <Menu.Item component={Link} href={paths.account()} leftSection={<IconUser size={15} aria-hidden />}>
          Account
        </Menu.Item>
        <Menu.Item component={Link} href={paths.tokens()} leftSection={<IconKey size={15} aria-hidden />}>
          API tokens
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={15} aria-hidden />}
          closeMenuOnClick={false}
          disabled={leaving}
          onClick={() => void leave()}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

const ROLE_WORDS = { viewer: 'Viewer', operator: 'Operator', admin: 'Admin' } as const
