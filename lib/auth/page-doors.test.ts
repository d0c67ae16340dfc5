import { expect, it } from 'vitest'
import { readSources, withoutComments } from '@/lib/testing/source-scan'

/** What a page may call without a door, because it says nothing that is not for everybody. */
const FOR_EVERYBODY =
  /^(eventFilterOf|entryStanding|setupStanding|setUpFirst|isOpenMode|signOnOffer|signOnProblem|passwordsOff|readInvitation|readReset)$/

it('every page hands its reads to a door and calls none itself', () => {
  const pages = readSources(['app']).filter(({ path }) => /\/(page|layout)\.tsx$/.test(path))
  expect(pages.length).toBeGreaterThan(15)
  const called = pages.flatMap(({ path, text }) =>
    [...withoutComments(text).matchAll(/\bimport (?:type )?\{([^}]*)\} from '@\/lib\/server\/[^']*'/g)]
      .flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
      .filter((name) => name !== '' && name !== 'readOrNothing' && !FOR_EVERYBODY.test(name))
      .filter((name) => new RegExp(`(?<!=>\\s*)\\b${name}\\(`).test(withoutComments(text)))
      .map((name) => `${path}: ${name}`),
  )
  expect(called).toEqual([])
})
