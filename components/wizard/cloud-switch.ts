import type { KeptValues, WizardValues } from '@/lib/api/schemas/wizard'
import { emptyFor } from '@/lib/api/schemas/wizard-draft'
import type { Cloud } from '@/lib/domain/cloud-rules'

/**
 * The values with another cloud. Name and capacity are of every cloud and stay; the rest is put aside for the cloud that
 * is left, and what was put aside for the other one comes back. `region`: where that has a network, for the first time.
 */
export function switchCloud(values: WizardValues, to: Cloud, region: string | undefined): WizardValues {
  const { general, compute, persistence, kept } = values
  const { name, cloud: from, capacity, ...place } = general
  const left: KeptValues = { general: place, compute, persistence }
  const fresh = emptyFor(to)
  const next = kept[to] ?? { ...fresh, general: { ...fresh.general, region: region ?? fresh.general.region } }
  const { [to]: _, ...others } = kept
  return structuredClone({
    general: { name, cloud: to, capacity, ...next.general },
    compute: next.compute,
    persistence: next.persistence,
    kept: { ...others, [from]: left },
  })
}
