'use client'

import { ChangedMark } from './field'
import { fieldId } from './fields'
import css from './overflow-field.module.css'
import { skuConsequences } from './sku-consequences'
import shared from './wizard.module.css'
import { useCloud, usePooled, useProblem, useWizard } from './wizard-context'

const PATH = 'persistence.publicIpSku'

/** Z4: one SKU for all interfaces, the same as that of the load balancers in use. */
export function PublicIpSkuField() {
  const { form, network } = useWizard()
  const { publicIpSkus } = useCloud()
  const persistence = usePooled()
  const { publicIpSku } = persistence
  const problem = useProblem(PATH)
  const rule = publicIpSkus.find(({ id }) => id === publicIpSku)
  const { sentence, count, without } = skuConsequences(persistence, network)
  return (
    <fieldset className={shared.field} aria-describedby={`${fieldId(PATH)}-hint`}>
      <legend className={shared.label}>Public IP SKU</legend>
      <div className={css.chips}>
        {publicIpSkus.map(({ id, label, retired }) => (
          <label key={id} className={css.chip} data-on={publicIpSku === id || undefined}>
            <input
              type="radio"
              name={PATH}
              id={publicIpSku === id ? fieldId(PATH) : undefined}
              className={css.radio}
              checked={publicIpSku === id}
              onChange={() => form.setValue(PATH, id, { shouldDirty: true, shouldTouch: true })}
            />
            {retired ? `${label} (legacy)` : label}
          </label>
        ))}
      </div>
      <p className={css.hint} id={`${fieldId(PATH)}-hint`}>
        {rule?.retired
          ? `${rule.retired} Existing ones of a pool can be used; new dynamic ones are refused.`
          : 'One for all interfaces, and for the load balancers in use.'}
      </p>
      <div role="status">
        {sentence && (
          <div className={`${shared.notice} ${css.notice}`}>
            <span className={shared.bannerText}>{sentence}</span>
            <button
              type="button"
              className={shared.link}
              onClick={() => form.setValue('persistence', without, { shouldDirty: true, shouldTouch: true })}
            >
              {count === 1 ? 'Remove it' : 'Remove them'}
            </button>
          </div>
        )}
      </div>
      {problem && <p className={shared.error}>{problem}</p>}
      <ChangedMark path={PATH} />
    </fieldset>
  )
}
