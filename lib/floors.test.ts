/**
 * The house, executed: which floor may import which, and in which room each word lives. A line here that fails
 * names the file and what it did; the way out is nearly always to move the line of code, not the rule.
 */
import { describe, expect, it } from 'vitest'
import {
  bare,
  codeOnly,
  foldersIn,
  importsOf,
  readSources,
  type SourceFile,
  withoutComments,
} from '@/lib/testing/source-scan'

/**
 * floor → what of ours it may import besides itself, and which packages. A floor without `packages` may use any.
 * Tests stand outside: they may set up what they test from every floor.
 */
const FLOORS: Record<string, { imports: readonly string[]; packages?: readonly string[] }> = {
  app: { imports: ['components', 'lib/api', 'lib/server'] },
  components: { imports: ['lib/api', 'lib/domain', 'lib/auth/roles', 'lib/auth/doors'] },
  'lib/server': {
    imports: ['lib/domain', 'lib/api', 'lib/auth', 'lib/allocation', 'lib/storage', 'lib/cloud', 'lib/drill'],
  },
  'lib/storage': {
    imports: ['lib/allocation/ports', 'lib/domain'],
  },
  'lib/cloud': { imports: ['lib/allocation/ports/cloud', 'lib/allocation/ports/surroundings', 'lib/domain'] },
  // Of the store only what it remembers with; of the clouds only the simulated ones.
  'lib/drill': {
    imports: [
      'lib/domain',
      'lib/allocation',
      'lib/storage/group-cache',
      'lib/storage/network-index',
      'lib/cloud/simulated',
    ],
    packages: [],
  },
  'lib/allocation': { imports: ['lib/domain'], packages: [] },
  // Of accounts only the pure tables that a button asks, too.
  'lib/api': { imports: ['lib/domain', 'lib/auth/roles', 'lib/auth/doors'] },
  'lib/auth': { imports: [] },
  'lib/domain': { imports: [], packages: ['ipaddr.js'] },
  // Builders and worlds for tests and the seed, from every floor. Nobody above imports it.
  'lib/testing': {
    imports: [
      'lib/domain',
      'lib/api',
      'lib/auth',
      'lib/allocation',
      'lib/storage',
      'lib/cloud',
      'lib/server',
      'scripts',
    ],
  },
}

/** Packages that only some floors may know. */
const PACKAGE_ROOMS: readonly { package: RegExp; rooms: readonly string[] }[] = [
  {
    package: /^(@prisma\/|prisma$|better-sqlite3$)/,
    rooms: ['lib/storage', 'lib/cloud/simulated', 'lib/testing'],
  },
  { package: /^(react|react-dom|@mantine\/.*|@tabler\/.*)$/, rooms: ['app', 'components'] },
  { package: /^(better-auth$|@better-auth\/)/, rooms: ['lib/auth', 'lib/storage/account-rows.ts'] },
  { package: /^next$/, rooms: ['app', 'components', 'lib/server'] },
]

/** A word and the only rooms where it may stand; `in` says where it is looked for, `look` in what of the text. */
const WORDS: readonly {
  name: string
  word: RegExp
  rooms: readonly string[]
  in?: readonly string[]
  look?: (text: string) => string
}[] = [
  { name: 'a Prisma error code', word: /\bP[12]\d{3}\b/, rooms: ['lib/storage'] },
  { name: "'use server'", word: /^\s*['"]use server['"]/m, rooms: ['app/**/actions.ts'] },
  {
    name: 'process.env',
    word: /\bprocess\.env\b/,
    // The simulated cloud is a program of its own, and this is where it is wired.
    rooms: ['lib/server/env.ts', 'lib/cloud/simulated/serve.ts', 'lib/testing'],
    look: codeOnly,
  },
  {
    name: 'a clock or a source of chance',
    word: /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\brandomUUID\b/,
    // The server's, the simulated cloud's, and in the browser one hook for time and one for request keys.
    rooms: [
      'lib/server/compose.ts',
      'lib/cloud/simulated/serve.ts',
      'components/shell/clock.ts',
      'components/form/request-key.ts',
      'lib/testing',
    ],
    look: codeOnly,
  },
  {
    // A component may time its own motion with it.
    name: 'a stopwatch',
    word: /\bperformance\.now\b/,
    rooms: ['lib/server/compose.ts', 'lib/cloud/simulated/serve.ts', 'lib/testing'],
    in: ['lib'],
    look: codeOnly,
  },
  {
    name: 'a word of one cloud (eni, vnet) as a name',
    word: /\b(eni|vnet)(?=[A-Z_]|\b)|[a-z](Eni|V[Nn]et)(?![a-z])/,
    rooms: ['lib/cloud', 'lib/api/messages.ts', 'lib/testing'],
    look: codeOnly,
  },
  {
    name: 'a question for the cloud by name (ask cloud-rules)',
    word: /[cC]loud\s*[=!]==\s*['"](aws|azure)['"]/,
    rooms: ['lib/domain/cloud-rules.ts', 'lib/cloud'],
  },
  {
    name: 'what one cloud calls a thing (ask cloud-words)',
    word: /\b(Elastic IP|VPC)s?\b/,
    // Besides the rules: what reads one cloud's own files, simulates it, or is the form for its groups.
    rooms: [
      'lib/domain/aws-rules.ts',
      'lib/cloud',
      'lib/api/import-messages.ts',
      'lib/api/schemas/wizard.ts',
      'components/inventory',
      'components/simulator',
      'components/wizard',
      'lib/testing',
    ],
  },
  // Operators name their groups as they like, and so do the demo worlds.
  {
    name: 'a word we do not use (see the glossary)',
    word: /\b(fleet|lease|floating ?ip)s?\b/i,
    rooms: ['lib/testing'],
  },
  {
    // A drill works on a copy: what could call a cloud over a connection has no business there.
    name: 'a way out of a drill',
    word: /\b(simulatedCloud|simulatedAzure|simulatorControl|httpTransport|openStore|fetch)\b/,
    rooms: [],
    in: ['lib/drill'],
    look: codeOnly,
  },
  { name: '@ts-ignore', word: /@ts-(ignore|nocheck)/, rooms: [], look: (text) => text },
  { name: 'work put off in a comment', word: /\b(TO[D]O|FIX[M]E)\b/, rooms: [], look: (text) => text },
  { name: 'an I… interface', word: /\binterface I[A-Z][a-z]/, rooms: [] },
  { name: 'a fixed wait', word: /waitForTimeout/, rooms: [], in: ['e2e'] },
  { name: 'an intercepted request', word: /\b(page|context)\.route\(/, rooms: [], in: ['e2e'] },
]

const FILE_NAME =
  /^(\[?\.{0,3}[a-z0-9]+(-[a-z0-9]+)*\]?)(\.(test|spec|contract|fixtures|setup))?\.(tsx?|mjs)$/
const VAGUE_NAME = /(^|[/-])(utils?|helpers?|common|managers?|services?)(?=[-./]|$)|(^|\/)index\./

const isTest = (path: string) => /\.(test|contract|fixtures)\.tsx?$/.test(path)
const inRoom = (path: string, room: string) =>
  room.includes('**')
    ? path.startsWith(room.slice(0, room.indexOf('**'))) && path.endsWith(room.slice(room.indexOf('**') + 2))
    : path === room || path.startsWith(`${room}/`)
const floorOf = (path: string) => Object.keys(FLOORS).find((floor) => inRoom(path, floor))

function importViolations(file: SourceFile): string[] {
  const own = floorOf(file.path)
  if (own === undefined || isTest(file.path)) return []
  const floor = FLOORS[own]
  return importsOf(file).flatMap((target) => {
    const isOurs = /^(app|components|lib|scripts|prisma|e2e|bench)\//.test(target)
    if (isOurs) {
      const fine = [own, ...(floor?.imports ?? [])].some((room) => inRoom(target, bare(room)))
      return fine ? [] : [`${file.path} imports ${target}`]
    }
    const unlisted = floor?.packages !== undefined && !floor.packages.includes(target)
    const elsewhere = PACKAGE_ROOMS.some(
      (rule) => rule.package.test(target) && !rule.rooms.some((room) => inRoom(file.path, room)),
    )
    return unlisted || elsewhere ? [`${file.path} imports the package ${target}`] : []
  })
}

function wordViolations(file: SourceFile): string[] {
  return WORDS.filter(
    ({ word, rooms, in: places = ['app', 'components', 'lib'], look = withoutComments }) => {
      if (file.path === 'lib/floors.test.ts' || !places.some((place) => inRoom(file.path, place)))
        return false
      // A test names what must not happen, and has a clock of its own.
      if (isTest(file.path) && rooms.length > 0) return false
      return !rooms.some((room) => inRoom(file.path, room)) && word.test(look(file.text))
    },
  ).map(({ name }) => `${file.path} has ${name}`)
}

function nameViolations({ path }: SourceFile): string[] {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return FILE_NAME.test(name) && !VAGUE_NAME.test(path) ? [] : [`${path} is not a name we give`]
}

const sources = readSources(['app', 'components', 'lib', 'e2e', 'bench', 'prisma', 'scripts'])

describe('the house', () => {
  it('has only floors that the table knows', () => {
    const unknown = foldersIn('lib').filter((name) => FLOORS[`lib/${name}`] === undefined)
    expect(unknown).toEqual([])
  })

  it('imports only along the arrows', () => {
    expect(sources.flatMap(importViolations)).toEqual([])
  })

  it('keeps each word in its room', () => {
    expect(sources.flatMap(wordViolations)).toEqual([])
  })

  it('names files in kebab-case, after what they do', () => {
    expect(sources.flatMap(nameViolations)).toEqual([])
  })
})

it('every page of the console says when it has arrived, because the live stream waits for that', () => {
  const pages = sources.filter(({ path }) => /^app\/\(console\)\/.*page\.tsx$/.test(path))
  expect(pages.length).toBeGreaterThan(5)
  expect(pages.filter(({ text }) => !text.includes('<Prefetched')).map(({ path }) => path)).toEqual([])
})

describe('the house would notice', () => {
  const file = (path: string, text: string): SourceFile => ({ path, text })

  it.each([
    ['components/map/a.tsx', "import { store } from '@/lib/storage/store'"],
    ['components/map/a.tsx', "import {\n  type A,\n  b,\n} from '../../lib/allocation/plan-group'"],
    ['app/page.tsx', "import type { Subnet } from '@/lib/domain/subnet'"],
    ['lib/domain/pool.ts', "export * from '@/lib/api/views'"],
    ['lib/domain/pool.ts', "import { z } from 'zod'"],
    ['lib/domain/pool.ts', "import { hash } from 'node:crypto'"],
    ['lib/storage/store.ts', "import { resume } from '../allocation/resume'"],
    ['lib/cloud/aws/ec2.ts', "const later = await import('@/lib/storage/store')"],
    ['lib/server/doors/read.ts', "import '@/lib/testing/setup'"],
    ['lib/server/doors/read.ts', "import { PrismaClient } from '@prisma/client'"],
    ['lib/api/queries.ts', "import { useState } from 'react'"],
  ])('%s with %s', (path, text) => {
    expect(importViolations(file(path, text))).toHaveLength(1)
  })

  it.each([
    ['lib/allocation/a.ts', "if (error.code === 'P2002') return"],
    ['components/form/a.tsx', "'use server'\n"],
    ['lib/server/compose.ts', 'const port = process.env.PORT'],
    ['lib/allocation/a.ts', 'const at = new Date()'],
    ['lib/domain/a.ts', 'const eniId = 1'],
    ['lib/domain/a.ts', 'const primaryEni = 1'],
    ['components/a.tsx', "group.cloud === 'azure'"],
    ['components/a.tsx', '<p>Your fleets</p>'],
    ['lib/server/a.ts', "const text = 'No Elastic IPs'"],
    ['lib/domain/a.ts', '// @ts-ignore'],
    ['e2e/a.spec.ts', 'await page.waitForTimeout(5)'],
  ])('%s with %s', (path, text) => {
    expect(wordViolations(file(path, text))).toHaveLength(1)
  })

  it.each(['lib/domain/utils.ts', 'lib/api/index.ts', 'components/map/MapView.tsx', 'lib/common/a.ts'])(
    'the name %s',
    (path) => {
      expect(nameViolations(file(path, ''))).toHaveLength(1)
    },
  )

  it.each([
    [
      'lib/storage/store.ts',
      "import type { Store } from '../allocation/ports/store'\nthrow new Error('P2002')",
    ],
    ['components/a.tsx', "const label = 'ENI eni-1' // Date.now() is not called\nconst release = 1"],
    ['app/(console)/groups/actions.ts', "'use server'\nimport { act } from '@/lib/server/doors/action'"],
    ['app/groups/[groupId]/page.tsx', "import { Map } from '@/components/map/map'"],
  ])('nothing wrong in %s', (path, text) => {
    const sound = file(path, text)
    expect([...importViolations(sound), ...wordViolations(sound), ...nameViolations(sound)]).toEqual([])
  })
})
