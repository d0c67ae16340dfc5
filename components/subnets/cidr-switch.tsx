'use client'

import { SegmentedControl, Select } from '@mantine/core'
import { prefixLabels } from './levels'

/** Beside each other there is room for so many. */
const MOST_BESIDE = 3

/** Which of its CIDRs is shown of a subnet that has several. Nothing where there is one only. */
export function CidrSwitch(props: {
  cidrs: readonly string[]
  base: string
  onChoose: (cidr: string) => void
}) {
  const { cidrs, base, onChoose } = props
  if (cidrs.length < 2) return null
  const data = prefixLabels(cidrs)
  if (cidrs.length > MOST_BESIDE)
    return (
      <Select
        aria-label="Address prefix"
        w={190}
        data={data}
        value={base}
        allowDeselect={false}
        onChange={(value) => value !== null && onChoose(value)}
      />
    )
  return <SegmentedControl aria-label="Address prefix" value={base} onChange={onChoose} data={data} />
}
