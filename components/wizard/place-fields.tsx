'use client'

import { Checkbox } from '@mantine/core'
import { many } from '@/lib/domain/cloud-words'
import { ChangedMark } from './field'
import { fieldId } from './fields'
import { RegionField } from './region-field'
import css from './wizard.module.css'
import { useCloud, useProblem, useWizard } from './wizard-context'

const ZONES = 'general.zones'
const asTyped = { shouldDirty: true, shouldTouch: true, shouldValidate: true } as const

/** Where a pooled group runs: its region, and in it all zones alike or some of them. */
export function PlaceFields() {
  const { form } = useWizard()
  return (
    <>
      <RegionField onChoose={(region) => form.setValue('general.region', region, asTyped)} />
      <ZonesField />
    </>
  )
}

/** None chosen: regional. The market chooses among those that are (Z6). */
function ZonesField() {
  const { form, values } = useWizard()
  const { words, zones } = useCloud()
  const chosen = values.general.zones
  const problem = useProblem(ZONES)
  const set = (next: readonly string[]) =>
    form.setValue(
      ZONES,
      zones.filter((zone) => next.includes(zone)),
      asTyped,
    )
  return (
    <fieldset className={css.field} aria-describedby={`${fieldId(ZONES)}-hint`}>
      <legend className={css.label}>Zones</legend>
      <p className={css.hint} id={`${fieldId(ZONES)}-hint`}>
        {chosen.length === 0
          ? `Regional: ${many(words.machine)} run anywhere in the region, and any public IP of it fits them.`
          : `Zonal: the market chooses the zone of each ${words.machine} among these; a public IP must fit that zone.`}
      </p>
      <div className={css.row}>
        <Checkbox
          id={fieldId(ZONES)}
          label="Regional"
          checked={chosen.length === 0}
          // Unchecking it is choosing zones, and choosing none is it again.
          onChange={(event) => set(event.currentTarget.checked ? [] : zones)}
        />
        {zones.map((zone) => (
          <Checkbox
            key={zone}
            label={`Zone ${zone}`}
            checked={chosen.includes(zone)}
            onChange={(event) =>
              set(event.currentTarget.checked ? [...chosen, zone] : chosen.filter((one) => one !== zone))
            }
          />
        ))}
      </div>
      {problem && <p className={css.error}>{problem}</p>}
      <ChangedMark path={ZONES} />
    </fieldset>
  )
}
