import type { HeldRowView, HeldView } from '@/lib/api/views/held'
import { many, SHARED_WORDS } from '@/lib/domain/cloud-words'
import type { HeldAction, HeldWhy } from '@/lib/domain/held'
import { plural } from '@/lib/domain/plural'

export const HELD_TITLE = 'Retained and orphaned'

/** "12 interfaces and 5 public IPs are held for nobody running." */
export function heldSentence({ totals }: HeldView): string {
  const { interfaces, publicIps } = totals
  if (interfaces + publicIps === 0)
    return 'Nothing is held for nobody: every interface and public IP is in use.'
  return `${amountText(interfaces, publicIps)} ${interfaces + publicIps === 1 ? 'is' : 'are'} held for nobody running.`
}

const amountText = (interfaces: number, publicIps: number): string =>
  [
    ...(interfaces > 0 ? [plural(interfaces, 'interface', 'interfaces')] : []),
    ...(publicIps > 0 ? [plural(publicIps, SHARED_WORDS.publicIp, many(SHARED_WORDS.publicIp))] : []),
  ].join(' and ')

/** "43.80 USD": an amount that may be nothing, with as many decimals as tell something. */
export const moneyText = (amount: number, currency: string): string =>
  `${amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ${currency}`

/** What each reason is called where it stands in a column or a filter; the sentence says more. */
export const WHY_LOOKS: Record<HeldWhy, { readonly label: string; readonly tone: 'plain' | 'warn' | 'bad' }> =
  {
    paused: { label: 'Paused', tone: 'plain' },
    retained: { label: 'Retained', tone: 'plain' },
    failed: { label: 'Failed', tone: 'bad' },
    kept: { label: 'Kept', tone: 'warn' },
    unknown: { label: 'Orphaned', tone: 'bad' },
    pooled: { label: 'Free in a pool', tone: 'plain' },
    idle: { label: 'Unused', tone: 'warn' },
  }

export const ACTION_WORDS: Record<
  HeldAction,
  { readonly verb: string; readonly past: string; readonly title: (n: number) => string }
> = {
  release: {
    ...{ verb: 'Release', past: 'released' },
    title: (n) => `Release ${plural(n, 'instance', 'instances')}`,
  },
  'give-back': {
    ...{ verb: 'Give back', past: 'given back' },
    title: (n) => `Give back ${plural(n, SHARED_WORDS.publicIp, many(SHARED_WORDS.publicIp))}`,
  },
  adopt: {
    ...{ verb: 'Adopt', past: 'adopted' },
    title: (n) => `Adopt ${plural(n, 'interface', 'interfaces')}`,
  },
  // What is chosen is named: `deletionTitle`.
  delete: { ...{ verb: 'Delete', past: 'deleted' }, title: () => 'Delete' },
}

/** "Delete 1 interface and 2 public IPs" */
export function deletionTitle(rows: readonly HeldRowView[]): string {
  const interfaces = rows.filter(({ what }) => what === 'interface').length
  return `Delete ${amountText(interfaces, rows.length - interfaces)}`
}

/** Everything that a row is found by. */
export const heldText = (row: HeldRowView): string =>
  [row.id, row.address, row.whatText, WHY_LOOKS[row.why].label, row.reason, row.owner.text, row.subnetId]
    .filter(Boolean)
    .join(' ')

/** What of a selection an action can be done to, and why not to the rest: the first reason, and how many more. */
export function chooseRows(action: HeldAction, selected: readonly HeldRowView[]) {
  const able = selected.filter((row) => row.can[action] === null)
  const unable = selected.filter((row) => row.can[action] !== null)
  const [first] = unable
  const head =
    able.length === 0
      ? ''
      : `${able.length.toLocaleString('en')} of ${selected.length.toLocaleString('en')} can be ${ACTION_WORDS[action].past}. `
  const rest = unable.length > 1 ? ` And ${(unable.length - 1).toLocaleString('en')} more.` : ''
  const note = first ? `${head}${first.address ?? first.id}: ${first.can[action]}${rest}` : null
  return { able, note }
}

/** The instances behind rows, each once: two things of one instance are one release. */
export const instancesOf = (rows: readonly HeldRowView[]): string[] => [
  ...new Set(rows.flatMap((row) => row.owner.instanceId ?? [])),
]

/** "Released in 3 days" stands beside the age; what is over is released at the next look. */
export function releaseText(releasedAt: string, now: number): string {
  const days = Math.ceil((Date.parse(releasedAt) - now) / 86_400_000)
  if (days <= 0) return 'Released at the next look'
  return `Released in ${plural(days, 'day', 'days')}`
}
