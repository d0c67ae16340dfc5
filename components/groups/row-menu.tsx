'use client'

import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { type ComponentProps, useRef, useState } from 'react'
import type { Member, MemberKind } from './member'
import css from './member-table.module.css'

type MenuProps<T, A extends string> = {
  kind: MemberKind<T, A>
  member: T
  stop: boolean
  onAction: (action: A) => void
  /** Opens what says why it has its addresses. */
  onWhy: () => void
}

/**
 * What can be done with one member of a group; what cannot says why below its name. The menu itself is made when it is first
 * opened: a row that scrolls by pays for a plain button only.
 */
export function RowMenu<A extends string, T extends Member<A>>(props: MenuProps<T, A>) {
  const [state, setState] = useState<'never' | 'open' | 'closed'>('never')
  const button = useRef<HTMLButtonElement>(null)
  const dots = {
    ref: button,
    type: 'button',
    className: css.dots,
    tabIndex: props.stop ? 0 : -1,
    'aria-label': `Actions for ${props.member.id}`,
    children: <IconDots size={16} aria-hidden />,
  } satisfies ComponentProps<'button'>
  if (state === 'never')
    return <button {...dots} aria-haspopup="menu" aria-expanded={false} onClick={() => setState('open')} />
  return (
    <Menu
      opened={state === 'open'}
      onChange={(opened) => setState(opened ? 'open' : 'closed')}
      // The button that had the focus was replaced by this one when the menu was first opened.
      returnFocus={false}
      onClose={() => button.current?.focus()}
      position="bottom-end"
      width={300}
      shadow="none"
      keepMounted={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <button {...dots} />
      </Menu.Target>
      <Items {...props} />
    </Menu>
  )
}

function Items<A extends string, T extends Member<A>>(props: MenuProps<T, A>) {
  const { kind } = props
  return (
    <Menu.Dropdown>
      {kind.actions.map((action) => {
        const why = props.member.can[action]
        return (
          <Menu.Item
            key={action}
            aria-disabled={why !== null || undefined}
            data-off={why !== null || undefined}
            data-ends={action === kind.ends || undefined}
            className={css.item}
            closeMenuOnClick={why === null}
            onClick={() => {
              if (why === null) props.onAction(action)
            }}
          >
            {kind.words[action].verb}
            {why !== null && <span className={css.why}>{why}</span>}
          </Menu.Item>
        )
      })}
      <Menu.Divider />
      <Menu.Item className={css.item} onClick={props.onWhy}>
        Why its addresses?
      </Menu.Item>
    </Menu.Dropdown>
  )
}
