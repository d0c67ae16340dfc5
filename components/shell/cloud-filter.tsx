import type { Cloud } from '@/lib/domain/cloud-rules'
import { FilterSelect } from '../form/filter-select'
import { CLOUD_FILTERS, cloudChoices } from './clouds'

/** One cloud of a list that has rows of several; nothing where it has not. '' is every cloud. */
export function CloudFilter(props: {
  rows: Parameters<typeof cloudChoices>[0]
  value: Cloud | ''
  onChange: (cloud: Cloud | '') => void
}) {
  const data = cloudChoices(props.rows)
  if (data.length < 2) return null
  return (
    <FilterSelect
      label="Cloud"
      every="Every cloud"
      data={data}
      value={props.value}
      onChange={(value) => props.onChange(CLOUD_FILTERS.find((one) => one === value) ?? '')}
    />
  )
}
