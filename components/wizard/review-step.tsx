'use client'

import { CodeTabs } from './code-tabs'
import { MapPanel } from './map-panel'
import css from './review.module.css'
import { ReviewChanges } from './review-changes'
import { ReviewPlan } from './review-plan'
import { ReviewSections } from './review-sections'
import shared from './wizard.module.css'
import { useWizard } from './wizard-context'

/** Everything once more before it is a fact: the values, the plan on paper and on the map, and the code. */
export function ReviewStep() {
  const { before } = useWizard()
  return (
    <>
      <h2 className={shared.section}>Review</h2>
      <div className={shared.two}>
        <div className={css.column}>
          {before ? <ReviewChanges /> : null}
          <ReviewSections />
          <CodeTabs />
        </div>
        <aside className={`${css.column} ${css.plan}`} aria-label="The plan">
          <ReviewPlan />
          <div className={css.card}>
            <MapPanel />
          </div>
        </aside>
      </div>
    </>
  )
}
