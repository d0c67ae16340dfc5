'use client'

import { CapacityField } from './capacity-field'
import { CloudField } from './cloud-field'
import { TextField } from './field'
import { findMisfits } from './misfits'
import { NetworkFields } from './network-fields'
import { PlaceFields } from './place-fields'
import { THE_POOL } from './pools'
import { problemAt, STEP_NAMES } from './problems'
import css from './wizard.module.css'
import { useCloud, usePool, useWizard } from './wizard-context'

export function GeneralStep() {
  const { persistence } = useCloud()
  return (
    <div className={css.single}>
      <h2 className={css.section}>General</h2>
      <CloudField />
      <TextField
        path="general.name"
        label="Name"
        hint="How people and events call the group."
        placeholder="cassandra-ring"
      />
      {persistence === 'stateful' ? (
        <>
          <NetworkFields />
          <MisfitNotice />
        </>
      ) : (
        <PlaceFields />
      )}
      <CapacityField />
    </div>
  )
}

/** What was chosen on later steps and does not fit the region and VPC that are chosen here. */
function MisfitNotice() {
  const { mend, values, network } = useWizard()
  const { check } = usePool(THE_POOL)
  const vpc = network.virtualNetworks.some((item) => item.id === values.general.virtualNetworkId)
  const later = findMisfits(values, network).filter((problem) => problem.step !== 'general')
  const outside = (check.view?.members ?? []).filter(
    (member) => member.tone === 'bad' && member.subnetId === null,
  )
  const count = outside.reduce((sum, member) => sum + member.size, 0)
  const misfits = !vpc
    ? []
    : count === 0
      ? later
      : [
          ...later,
          problemAt(
            'persistence.privateIpPool',
            `${count.toLocaleString('en')} pool ${count === 1 ? 'member is' : 'members are'} outside these subnets.`,
          ),
        ]
  return (
    <div role="status">
      {misfits.length > 0 && (
        <div className={css.notice}>
          <p className={css.noticeTitle}>Everything you chose is kept. This does not fit:</p>
          <ul>
            {misfits.map((problem) => (
              <li key={problem.path}>
                {problem.message}{' '}
                <button type="button" className={css.link} onClick={() => mend(problem)}>
                  Mend in {STEP_NAMES[problem.step]}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
