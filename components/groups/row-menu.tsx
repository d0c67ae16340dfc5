'use client'

import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { type ComponentProps, useRef, useState } from 'react'
import type { InstanceView } from '@/lib/api/views/instances'
import { INSTANCE_ACTIONS, type InstanceAction } from '@/lib/domain/stateful-instance'
import css from './instance-table.module.css'
import { ACTION_WORDS } from './instance-words'

type MenuProps = {
  instance: InstanceView
  stop: boolean
  onAction: (action: InstanceAction) => void
}

/**
 * What can be done with one instance; what cannot says why below its name. The menu itself is made when it is first
 * opened: a row that scrolls by pays for a plain button only.
 */
export function RowMenu(props: MenuProps) {
  const [state, setState] = useState<'never' | 'open' | 'closed'>('never')
  const button = useRef<HTMLButtonElement>(null)
  const dots = {
    ref: button,
    type: 'button',
    className: css.dots,
    tabIndex: props.stop ? 0 : -1,
    'aria-label': `Actions for ${props.instance.id}`,
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

function Items(props: MenuProps) {
  return (
    <Menu.Dropdown>
      {INSTANCE_ACTIONS.map((action) => {
        const why = props.instance.can[action]
        return (
          <Menu.Item
            key={action}
            aria-disabled={why !== null || undefined}
            data-off={why !== null || undefined}
            data-ends={action === 'deallocate' || undefined}
            className={css.item}
            closeMenuOnClick={why === null}
            onClick={() => {
              if (why === null) props.onAction(action)
            }}
          >
            {ACTION_WORDS[action].verb}
            {why !== null && <span className={css.why}>{why}</span>}
          </Menu.Item>
        )
      })}
    </Menu.Dropdown>
  )
}
