'use client'

import { createContext, type ReactNode, useContext } from 'react'

/** The moment that this part of the page shows, and the one it is compared with: ISO 8601, UTC. */
export type ShownMoment = {
  readonly at: string
  /** 'now' for the present; null: it is not compared. */
  readonly with: string | null
}

const Shown = createContext<ShownMoment | null>(null)

/** Everything inside shows the world as it was at `moment`; null: as it is. */
export const ShowMoment = (props: { moment: ShownMoment | null; children: ReactNode }) => (
  <Shown value={props.moment}>{props.children}</Shown>
)

/** Null: one looks at the world as it is. */
export const useShownMoment = (): ShownMoment | null => useContext(Shown)
