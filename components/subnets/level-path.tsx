'use client'

import { Ip } from '../shell/ip'
import { pathOf } from './levels'
import css from './subnet-screen.module.css'

/** Where in the subnet the map is, each level a way back up. */
export function LevelPath(props: {
  levels: readonly string[]
  inside: string | null
  onOpen: (cidr: string) => void
  hint: string
}) {
  const path = pathOf(props.levels, props.inside)
  if (path.length < 2) return <p className={css.hint}>{props.hint}</p>
  return (
    <nav className={css.path} aria-label="Level of the map">
      <ol>
        {path.map((cidr, at) => (
          <li key={cidr}>
            {at === path.length - 1 ? (
              <span aria-current="location">
                <Ip address={cidr} plain />
              </span>
            ) : (
              <button type="button" aria-label={cidr} onClick={() => props.onOpen(cidr)}>
                <Ip address={at === 0 ? cidr : shortOf(cidr)} plain />
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** Between the subnet and what is in sight, IPv6 has up to five levels: their length says enough. */
const shortOf = (cidr: string): string => cidr.slice(cidr.indexOf('/'))
