'use client'

import type { ComponentType } from 'react'
import type { CloudRules } from '@/lib/domain/cloud-rules'
import { PooledForm } from './pooled-form'
import { StatefulForm } from './stateful-form'
import { useCloud } from './wizard-context'

const FORMS: { readonly [kind in CloudRules['persistence']]: ComponentType } = {
  stateful: StatefulForm,
  pooled: PooledForm,
}

/** What a group keeps for its machines depends on the cloud, and so does the form. */
export function PersistenceStep() {
  const Form = FORMS[useCloud().persistence]
  return <Form />
}
