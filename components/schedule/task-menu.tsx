'use client'

import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { useActionReason } from '@/components/shell/action-reason'
import css from './schedule.module.css'

/** What can be done with one task. */
export function TaskMenu(props: { name: string; onEdit: () => void; onRemove: () => void }) {
  const barred = useActionReason('editTask')
  return (
    <Menu position="bottom-end" shadow="none" keepMounted={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${props.name}`}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {barred !== null && <Menu.Label>{barred}</Menu.Label>}
        <Menu.Item
          disabled={barred !== null}
          leftSection={<IconPencil size={15} aria-hidden />}
          onClick={props.onEdit}
        >
          Edit
        </Menu.Item>
        <Menu.Item
          disabled={barred !== null}
          className={css.ends}
          leftSection={<IconTrash size={15} aria-hidden />}
          onClick={props.onRemove}
        >
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
