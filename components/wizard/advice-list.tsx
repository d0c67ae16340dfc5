'use client'

import { IconBulb } from '@tabler/icons-react'
import { adviceSentence } from '@/lib/api/nic-messages'
import { type Advice, adviceFor } from '@/lib/domain/pool-advice'
import css from './advice-list.module.css'
import { usePooled, useWizard } from './wizard-context'

/** Which of an interface's pools a piece of advice is about. */
const poolOfAdvice = (advice: Advice): 'private' | 'public' =>
  advice.kind === 'twice-maximum' ? advice.pool : advice.kind === 'pool-at-start' ? 'private' : 'public'

/** Z9: what would make a pool last, computed of what is typed, beside the pool that it is about. */
export function AdviceList({ nicKey, pool }: { nicKey: string; pool: 'private' | 'public' }) {
  const { network, around, soFar } = useWizard()
  const at = usePooled().nics.findIndex(({ key }) => key === nicKey)
  const nic = soFar?.persistence.interfaces[at]
  if (!soFar || !nic) return null
  const traits = nic.publicIpPool.flatMap((id) => network.publicIps.find((ip) => ip.id === id)?.traits ?? [])
  const advice = adviceFor(soFar, nic, { subnet: around.subnets.get(nic.subnetId) ?? null, traits })
  const here = advice.filter((one) => poolOfAdvice(one) === pool)
  return (
    <div role="status">
      {here.length > 0 && (
        <ul className={css.list} aria-label={`Advice for the ${pool} IP pool`}>
          {here.map((one) => (
            <li key={one.kind} className={css.item}>
              <IconBulb size={15} aria-hidden />
              <span>{adviceSentence(one)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
