import { CLOUDS, cloudRules } from '@/lib/domain/cloud-rules'

/** "the AWS CLI or the Azure CLI": the programs whose output is imported. */
export const CLIS = CLOUDS.map((cloud) => `the ${cloudRules[cloud].cli}`).join(' or ')
