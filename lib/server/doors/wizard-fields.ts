import { refusalSentence } from '@/lib/api/messages'
import { nicFields } from '@/lib/api/nic-fields'
import { refusalFields } from '@/lib/api/refusal-fields'
import type { WizardValues } from '@/lib/api/schemas/wizard'
import { wordsOf } from '@/lib/domain/cloud-words'
import type { Refusal } from '@/lib/domain/refusal'

type Field = { readonly path: string; readonly message: string }

/** Where in this form a refusal's sentences belong: a pooled one has its network and pools elsewhere. */
export function wizardFields(refusal: Refusal, { persistence }: WizardValues): Field[] {
  if (persistence.kind === 'stateful') return refusalFields(refusal)
  const at = (path: string): Field[] => [{ path, message: refusalSentence(refusal) }]
  switch (refusal.kind) {
    case 'nics': {
      const names = persistence.nics.map((nic) => nic.name.trim())
      return nicFields(refusal.problems, names, wordsOf(refusal.cloud))
    }
    case 'unknown-virtual-network':
    case 'network-of-other-region':
    case 'network-fixed':
      return at('persistence.virtualNetworkId')
    case 'subnets-full':
    case 'unknown-subnet':
    case 'subnet-elsewhere':
      return at('persistence.nics')
    default:
      return refusalFields(refusal)
  }
}
