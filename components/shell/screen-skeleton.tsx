import css from './screen-skeleton.module.css'
import { Bone, RowsSkeleton } from './states'

/** What stands in for a screen until it comes: head and table of the real ones' size. */
export function ScreenSkeleton() {
  return (
    <div>
      <h1 className={css.unseen}>Loading</h1>
      <div className={css.head}>
        <Bone width={150} height={18} />
        <Bone width={320} height={11} />
      </div>
      <div className={css.card}>
        <RowsSkeleton rows={7} label="the page" />
      </div>
    </div>
  )
}
