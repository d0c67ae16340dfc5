'use client'

import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import css from './data-table.module.css'

/** The search box of a list. `label` is its name and its placeholder ("Search groups"); Escape empties it. */
export function SearchField(props: {
  label: string
  value: string
  onChange: (text: string) => void
  autoFocus?: boolean
  wide?: boolean
}) {
  return (
    <TextInput
      className={props.wide ? css.wide : css.search}
      type="search"
      aria-label={props.label}
      placeholder={props.label}
      value={props.value}
      data-autofocus={props.autoFocus || undefined}
      autoFocus={props.autoFocus}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && props.value !== '') props.onChange('')
      }}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        props.value === '' ? null : (
          <CloseButton size="sm" aria-label="Clear the search" onClick={() => props.onChange('')} />
        )
      }
    />
  )
}
