'use client'

import { whyNotPublicIp } from './public-ip-choice'
import { PublicIpField } from './public-ip-field'
import { useStateful, useWizard } from './wizard-context'

const PATH = 'persistence.publicIpPool'

/** The pool of Elastic IPs: each stays with the instance that took it (A8). */
export function ElasticIpField() {
  const { form, values, network, groupId } = useWizard()
  const { publicIpPool } = useStateful()
  const change = (ids: readonly string[]) => {
    form.setValue(PATH, [...ids], { shouldDirty: true, shouldTouch: true, shouldValidate: true })
    // "At least one persistence feature" stands at the checkbox and hangs on this list too.
    if (form.getFieldState('persistence.maintainPrivateIp').error)
      void form.trigger('persistence.maintainPrivateIp')
  }
  return (
    <PublicIpField
      path={PATH}
      label="Elastic IP pool"
      hint="Each instance takes the next free one at its first launch and keeps it."
      chosen={publicIpPool}
      ips={network.publicIps.filter((ip) => ip.region === values.general.region)}
      reasonOf={(ip) => whyNotPublicIp(ip, groupId)}
      more={(ip) => [ip.id, ip.name].filter(Boolean).join(' · ')}
      zones={[]}
      onChange={change}
    />
  )
}
