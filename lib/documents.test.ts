import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { CAPS } from '@/lib/domain/cap'
import { DRILL_LIMITS } from '@/lib/domain/drill'
import { MOST_TASKS } from '@/lib/domain/schedule'
import { MOST_SESSIONS } from '@/lib/server/accounts/most-sessions'
import { MOST_INVITATIONS } from '@/lib/server/doors/invitation-doors'

/* What the documents say of the code, read against the code. */

const NAMED = /`((?:lib|components|app|scripts|e2e|prisma)\/[\w./()[\]-]+)`/g

it('every file and folder that a document names is there', () => {
  const inDocs = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  )
  const documents = ['README.md', 'lib/domain/README.md', ...inDocs.map((name) => `docs/${name}`)]
  const named = documents.flatMap((document) =>
    [...readFileSync(document, 'utf8').matchAll(NAMED)].map(([, place = '']) => ({ document, place })),
  )
  expect(named.length).toBeGreaterThan(20)
  const isThere = (place: string) => ['', '.ts', '.tsx', '.mjs'].some((end) => existsSync(`${place}${end}`))
  expect(named.filter(({ place }) => !isThere(place))).toEqual([])
})

it('the table of limits has the numbers that count', () => {
  const [, limits = ''] = readFileSync('docs/operating.md', 'utf8').split('\n## Limits\n')
  const rows = (limits.split('\n## ')[0] ?? '').split('\n')
  const saysOf = (of: string) => rows.find((row) => row.startsWith(`| ${of}`))?.split('|')[2] ?? 'nothing'
  const told = [
    ['groups; instances', [CAPS.groups, CAPS.instancesOfOne]],
    ['scheduled tasks', [MOST_TASKS]],
    ['subnets', [CAPS.subnets, CAPS.securityGroups, CAPS.publicIps, CAPS.virtualNetworks]],
    ['people', [CAPS.people]],
    ['open invitations', [MOST_INVITATIONS]],
    ['sessions', [MOST_SESSIONS]],
    ['drafts', [CAPS.draftsOfOne]],
    ['live streams', [CAPS.streams, CAPS.streamsOfOne]],
    ['drills', [DRILL_LIMITS.kept]],
  ] as const
  for (const [of, numbers] of told)
    for (const number of numbers) expect(saysOf(of)).toContain(number.toLocaleString('en'))
})
