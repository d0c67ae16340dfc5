import { Select, type SelectProps } from '@mantine/core'
import css from './filter-select.module.css'

/**
 * One filter of a list, '' for none. `label` names it; `every` says what none means ("Every state"); `nothing`: makes
 * it searchable, and is said when nothing is found. `inForm`: the label is shown, as its neighbours' are.
 */
export function FilterSelect(props: {
  label: string
  every: string
  data: SelectProps['data']
  value: string
  onChange: (value: string) => void
  nothing?: string
  inForm?: boolean
}) {
  return (
    <Select
      className={props.inForm ? undefined : css.filter}
      {...(props.inForm ? { label: props.label } : { 'aria-label': props.label })}
      placeholder={props.every}
      clearable
      clearButtonProps={{ 'aria-label': props.every }}
      searchable={props.nothing !== undefined}
      nothingFoundMessage={props.nothing}
      data={props.data}
      value={props.value === '' ? null : props.value}
      onChange={(value) => props.onChange(value ?? '')}
    />
  )
}
