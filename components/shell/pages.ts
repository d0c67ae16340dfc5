import { paths } from '@/lib/api/paths'
import type { NavView } from '@/lib/api/views/groups'
import { atStart, many, SHARED_WORDS } from '@/lib/domain/cloud-words'

export type Page = {
  readonly label: string
  readonly href: string
  readonly part: 'watch' | 'manage'
  /** Which count of the rail stands beside it. */
  readonly count: keyof Pick<NavView, 'groups' | 'subnets' | 'publicIps' | 'drifts' | 'held'> | null
  /** Words it is also found by in the palette. */
  readonly also: string
}

export const PAGES: readonly Page[] = [
  { label: 'Groups', href: paths.groups(), part: 'watch', count: 'groups', also: 'home instances drafts' },
  {
    label: atStart(many(SHARED_WORDS.subnet)),
    href: paths.subnets(),
    part: 'watch',
    count: 'subnets',
    also: 'map vpc vnet virtual network cidr',
  },
  {
    label: atStart(many(SHARED_WORDS.publicIp)),
    href: paths.publicIps(),
    part: 'watch',
    count: 'publicIps',
    also: 'elastic eip eipalloc zone',
  },
  {
    label: 'Retained and orphaned',
    href: paths.retained(),
    part: 'watch',
    count: 'held',
    also: 'leak cost kept unused eni nic adopt release delete',
  },
  {
    label: 'Addresses',
    href: paths.addresses(),
    part: 'watch',
    count: null,
    also: 'ip search who held history',
  },
  {
    label: 'Drift',
    href: paths.drift(),
    part: 'watch',
    count: 'drifts',
    also: 'repair differs changed deleted detached released sync check now',
  },
  { label: 'Activity', href: paths.activity(), part: 'watch', count: null, also: 'events log history' },
  {
    label: 'Drills',
    href: paths.drills(),
    part: 'watch',
    count: null,
    also: 'rehearse interruption reclaimed zone game day',
  },
  {
    label: 'Inventory',
    href: paths.inventory(),
    part: 'manage',
    count: null,
    also: 'import aws azure az describe json',
  },
  {
    label: 'Simulator',
    href: paths.simulator(),
    part: 'manage',
    count: null,
    also: 'interrupt faults cloud',
  },
  {
    label: 'Ledger',
    href: paths.ledger(),
    part: 'manage',
    count: null,
    also: 'audit verify chain hash export csv retention events',
  },
  {
    label: 'People',
    href: paths.people(),
    part: 'manage',
    count: null,
    also: 'accounts users roles invite invitation password admin',
  },
  {
    label: 'Settings',
    href: paths.settings(),
    part: 'manage',
    count: null,
    also: 'version scheme shortcuts dark',
  },
]

/** A page is current for everything below it: /groups/new and /groups/g1 are still Groups. */
export const isCurrentPage = (href: string, pathname: string): boolean =>
  pathname === href || pathname.startsWith(`${href}/`)
