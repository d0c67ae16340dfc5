'use client'

import { IconBulb } from '@tabler/icons-react'
import { adviceSentence } from '@/lib/api/nic-messages'
import { type Advice, adviceFor } from '@/lib/domain/pool-advice'
import css from './advice-list.module.css'
import { configSoFar, isPooledForm } from './judge-pooled'
import { useWizard } from './wizard-context'

/** Which of an interface's pools a piece of advice is about. */
const poolOfAdvice = (advice: Advice): 'private' | 'public' =>
  advice.kind === 'twice-maximum' ? advice.pool : advice.kind === 'pool-at-start' ? 'private' : 'public'

/** Z9: what would make a pool last, computed of what is typed, beside the pool that it is about. */
export function AdviceList({ nicKey, pool }: { nicKey: string; pool: 'private' | 'public' }) {
  const { values, network, around } = useWizard()
  if (!isPooledForm(values)) return null
  const at = values.persistence.nics.findIndex(({ key }) => key === nicKey)
  const config = configSoFar(values)
  const nic = config.persistence.interfaces[at]
  if (!nic) return null
  const traits = nic.publicIpPool.flatMap((id) => network.publicIps.find((ip) => ip.id === id)?.traits ?? [])
  const advice = adviceFor(config, nic, { subnet: around.subnets.get(nic.subnetId) ?? null, traits })
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
