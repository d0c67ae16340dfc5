'use client'

import { type OptionsFilter, Select } from '@mantine/core'
import { useMemo } from 'react'
import { zonesWith } from './task-form'
import { zoneLabel } from './zone-time'

/** More would only be scrolled past: a few letters find any of them. */
const SHOWN = 60

const plain = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[_\s]+/g, ' ')
    .trim()

/** "new york" and "new_york" find America/New_York. */
const byWords: OptionsFilter = ({ options, search, limit }) =>
  options.filter((option) => 'value' in option && plain(option.value).includes(plain(search))).slice(0, limit)

export function TimeZoneSelect(props: {
  value: string
  onChange: (timeZone: string) => void
  onBlur: () => void
  error: string | undefined
}) {
  const { value } = props
  const data = useMemo(
    () => zonesWith(value).map((zone) => ({ value: zone, label: zoneLabel(zone) })),
    [value],
  )
  return (
    <Select
      label="Time zone"
      description="Daylight saving is followed: a time of day runs once a day."
      searchable
      allowDeselect={false}
      openOnFocus={false}
      nothingFoundMessage="No time zone by this name"
      limit={SHOWN}
      filter={byWords}
      data={data}
      value={value === '' ? null : value}
      onChange={(zone) => props.onChange(zone ?? '')}
      onBlur={props.onBlur}
      error={props.error}
    />
  )
}
