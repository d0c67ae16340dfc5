import { CLOUDS, type Cloud, cloudRules } from '@/lib/domain/cloud-rules'

/** "the AWS CLI or the Azure CLI": the programs whose output is imported. */
export const CLIS = CLOUDS.map((cloud) => `the ${cloudRules[cloud].cli}`).join(' or ')

/** For a filter by cloud: those that the rows are of, by their labels. */
export const cloudChoices = (
  rows: readonly { readonly cloud: Cloud | null }[],
): { value: string; label: string }[] =>
  CLOUDS.filter((cloud) => rows.some((row) => row.cloud === cloud)).map((cloud) => ({
    value: cloud,
    label: cloudRules[cloud].label,
  }))

/** What a filter by cloud may be, in the URL too: '' is every cloud. */
export const CLOUD_FILTERS: readonly (Cloud | '')[] = ['', ...CLOUDS]
