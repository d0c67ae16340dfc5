import { Bone } from '@/components/shell/states'
import css from './chart.module.css'

/** As high as the chart that takes its place. */
export function CapacitySkeleton() {
  return (
    <div className={css.skeleton} role="status" aria-label="Loading capacity">
      <Bone width="min(420px, 80%)" height={12} />
      <Bone height={300} />
    </div>
  )
}
