import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, step, test } from '../fixtures'
import { ROOT } from '../programs'
import { rawProblem, rawRequests, sendRaw } from '../raw-requests'
import { headerProblems, nonceOf } from '../security-headers'

/** Every GET route there is, by its folder; what stands in brackets is somebody that does not exist. */
const ROUTES = readdirSync(join(ROOT, 'app/api'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /(^|[\\/])route\.tsx?$/.test(path))
  .map((path) => `/api/${path.replaceAll('\\', '/').replace(/\/?route\.tsx?$/, '')}`)
  .map((path) => path.replace(/\[[^\]]+\]/g, 'nobody'))

/** The headers of an answer, whose body may never end. */
async function headersOf(url: string, init: RequestInit = {}): Promise<Record<string, string>> {
  const over = new AbortController()
  const answer = await fetch(url, { ...init, redirect: 'manual', signal: over.signal })
  over.abort()
  return Object.fromEntries(answer.headers)
}

test('Hardened: every route bears the headers, a document has a nonce of its own, and what is written into it does not run', async ({
  page,
  holdfast,
  mishaps,
}) => {
  await step('Every route, what is not there, what cannot be read, and files', async () => {
    expect(ROUTES.length).toBeGreaterThan(25)
    const problems: string[] = []
    for (const path of [...ROUTES, '/api/nowhere', '/api/groups/%ZZ', '/favicon.ico'])
      for (const one of headerProblems(await headersOf(holdfast.url + path), 'data'))
        problems.push(`${path}: ${one}`)
    for (const path of ['/', '/nowhere', '/groups/%ZZ'])
      for (const one of headerProblems(await headersOf(holdfast.url + path), 'document'))
        problems.push(`${path}: ${one}`)
    expect(problems).toEqual([])
  })

  await step('No two documents share a nonce, and https is asked for only where it is used', async () => {
    const first = await headersOf(`${holdfast.url}/groups`)
    const second = await headersOf(`${holdfast.url}/groups`, { headers: { 'x-forwarded-proto': 'https' } })
    expect(nonceOf(first)).not.toBe(nonceOf(second))
    expect(first['strict-transport-security']).toBeUndefined()
    expect(second['strict-transport-security']).toMatch(/^max-age=\d{8}$/)
  })

  await step('A script and a style that somebody writes into the page are refused', async () => {
    await page.goto('/groups')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const took = await page.evaluate(() => {
      const written = document.createElement('div')
      written.innerHTML = `<img src="data:," onerror="window.ran = true"><a href="javascript:window.ran = true">x</a>
        <style>h1 { visibility: hidden }</style>`
      document.body.append(written)
      written.querySelector('a')?.click()
      const heading = document.querySelector('h1') as Element
      return new Promise<unknown>((done) =>
        setTimeout(() => done({ ran: 'ran' in window, heading: getComputedStyle(heading).visibility }), 100),
      )
    })
    expect(took).toEqual({ ran: false, heading: 'visible' })
  })

  await step('A refusal like these fails a scenario that does not expect it', async () => {
    const refusal = /Content Security Policy directive '(script-src|style-src)/
    await expect.poll(() => mishaps.found().filter((line) => refusal.test(line)).length).toBe(3)
    mishaps.allow(refusal)
    expect(mishaps.found()).toEqual([])
  })
})

/** The ids by which actions are called. */
const actionIds = (): string[] => {
  const manifest = readFileSync(join(ROOT, '.next/server/server-reference-manifest.json'), 'utf8')
  return Object.keys((JSON.parse(manifest) as { node: object }).node)
}

test('Hardened: requests that no browser sends are refused or answered, none brings the server down or shows its inside', async ({
  holdfast,
  mishaps,
}) => {
  // Next prints the bodies that it cannot take apart.
  mishaps.allow(/Error:|^\s+at /)
  const { port, host } = new URL(holdfast.url)
  const requests = rawRequests(160, 7, host, actionIds())
  const problems: string[] = []
  const statuses = new Set<string>()
  /** Sends each; answers those that nothing came to. */
  const send = async (texts: readonly string[], patience: number): Promise<string[]> => {
    const waiting = [...texts]
    const unanswered: string[] = []
    const lane = async () => {
      for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
        const answer = await sendRaw(Number(port), text, patience)
        if (answer === '') unanswered.push(text)
        statuses.add(answer.slice(9, 12))
        const problem = rawProblem(answer)
        if (problem) problems.push(`${problem} to ${JSON.stringify(text.slice(0, 300))}`)
      }
    }
    await Promise.all(Array.from({ length: 12 }, lane))
    return unanswered
  }
  const missing = () => ['200', '400', '404', '411', '413'].filter((status) => !statuses.has(status))
  await step(`${requests.length} raw requests, the first of them while it starts`, async () => {
    const unanswered = await send(requests, 1_500)
    // Nothing ever comes to some of them, so that waiting for each would take minutes; a busy machine is slow for others.
    if (missing().length > 0) await send(unanswered, 20_000)
    expect(problems).toEqual([])
    expect(missing()).toEqual([])
  })

  await step('More than is read is turned away with a sentence, unread', async () => {
    const [action = ''] = actionIds()
    const headers = { 'next-action': action, origin: holdfast.url }
    const body = new Uint8Array(5_000_000)
    const answer = await fetch(`${holdfast.url}/groups`, { method: 'POST', headers, body })
    expect([answer.status, await answer.text()]).toEqual([
      413,
      'This has 5 MB, and 4 MB is the most that is read at once. Send less of it at a time.',
    ])
  })

  await step('The server is as it was', async () => {
    const answer = await fetch(`${holdfast.url}/api/health`)
    expect(answer.status).toBe(200)
  })
})
