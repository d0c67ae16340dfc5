'use client'

import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import css from '@/components/account/account.module.css'
import { useActionReason } from '@/components/shell/action-reason'
import type { PeopleView, PersonView } from '@/lib/api/views/people'
import { DEED_WORDS, type Deed, whyNot } from './people-words'

const DEEDS: readonly Deed[] = ['role', 'reset', 'factor', 'remove']

/** What can be done with somebody; what cannot says why below its name. */
export function PersonMenu(props: {
  person: PersonView
  view: Pick<PeopleView, 'people' | 'passwordsOff'>
  onDeed: (deed: Deed) => void
}) {
  const { person, view } = props
  const noLinks = useActionReason('makeResetLink')
  return (
    <Menu
      position="bottom-end"
      width={280}
      shadow="none"
      keepMounted={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <button type="button" className={css.dots} aria-label={`Actions for ${person.name}`}>
          <IconDots size={16} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {DEEDS.map((deed) => {
          const why = (deed === 'reset' ? noLinks : null) ?? whyNot(deed, person, view)
          return (
            <Menu.Item
              key={deed}
              className={css.item}
              aria-disabled={why !== null || undefined}
              data-off={why !== null || undefined}
              data-ends={deed === 'remove' || undefined}
              closeMenuOnClick={why === null}
              onClick={() => why === null && props.onDeed(deed)}
            >
              {DEED_WORDS[deed]}
              {why !== null && <span className={css.why}>{why}</span>}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
