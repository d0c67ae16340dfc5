import type { Page } from '@playwright/test'
import { ACTION_DOORS, type Need, ROUTE_DOORS, type RouteName } from '@/lib/auth/doors'
import { scanPages, scanRoutes } from '@/lib/testing/door-scan'
import { foundByAxe } from '../accessible'
import { ConsoleClient } from '../chaos/console-client'
import { ask, askPage, callAction } from '../doors/ask'
import { expect, step, test } from '../fixtures'
import { PEOPLE } from '../people'
import { headerProblems } from '../security-headers'

/** What public routes say of a Holdfast that is not set up: whether it runs, or one sentence. */
const PUBLIC = /^(\{("(live|ready)":true,?)+\}|\{"message":"[^"]+"\}|)$/

/** At once: it is one server, and most of the time is waiting for it. */
const eachOf = <T>(all: readonly T[], body: (one: T) => Promise<void>) => Promise.all(all.map(body))

const password = (page: Page) => page.getByRole('textbox', { name: 'Password' })

/** What axe finds, and what of its headers a page lacks. */
async function faultsOf(page: Page, path: string): Promise<string[]> {
  const answer = await page.goto(path)
  return [...(await foundByAxe(page)), ...headerProblems((await answer?.allHeaders()) ?? {}, 'document')]
}

async function fillLogin(page: Page, email: string, word: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await password(page).fill(word)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test.describe('First run', () => {
  test.use({ world: 'empty', open: false })

  test('Accounts: a link in the terminal makes the first admin, once, and until then nothing else is served', async ({
    page,
    holdfast,
    request,
  }) => {
    const linkNow = () => /http:\S+\/setup\?token=\S+/.exec(holdfast.terminal())?.[0] ?? ''
    await expect.poll(linkNow).toContain(holdfast.url)

    await step('Every page says where the link is, every route that there is nothing yet', async () => {
      await page.goto('/settings')
      await expect(page.getByRole('heading', { name: 'Holdfast is not set up yet' })).toBeVisible()
      const read = await request.get('/api/groups')
      expect([read.status(), await read.json()]).toEqual([
        401,
        { message: expect.stringContaining('not set up') },
      ])
    })

    await step('So do all of them, however they are asked, and no action does anything', async () => {
      const { url } = holdfast
      const wrong: string[] = []
      const inPlace = (path: string) => path.replace(/\[(\.\.\.)?\w+\]/g, 'nobody')
      const pages = [...scanPages().map(inPlace), '/nowhere', '/groups/%ZZ', '/groups/nobody/nowhere']
      await eachOf(
        pages.filter((path) => path !== '/setup'),
        async (path) => {
          for (const headers of [{}, { rsc: '1' }] as Record<string, string>[]) {
            const { status, location, body } = await askPage(url, `${path}?token=x`, { headers })
            const isLed = location === '/setup' || /NEXT_REDIRECT;\w+;\/setup;/.test(body)
            // A navigation to what is not there says so first, and leads on from there.
            if (!isLed || (status >= 400 && !('rsc' in headers)))
              wrong.push(`${path} ${JSON.stringify(headers)}: ${status} ${location}`)
          }
        },
      )
      await eachOf(scanRoutes(), async ({ method, path, door }) => {
        const { status, body } = await ask(url, inPlace(path), { method, headers: { origin: url } })
        const isPublic = door !== undefined && ROUTE_DOORS[door as RouteName] === 'public'
        if (isPublic ? !PUBLIC.test(body) : status !== 401 || !body.includes('not set up'))
          wrong.push(`${method} ${path}: ${status} ${body.slice(0, 200)}`)
      })
      await eachOf(Object.entries<Need>(ACTION_DOORS), async ([name, need]) => {
        const { outcome } = await callAction(url, name, { headers: { origin: url } })
        // Those for nobody signed in are told what is wrong with what they ask.
        const right = need === 'public' ? ['invalid', 'not-set-up', 'no-sign-on'] : ['not-set-up']
        if (!right.includes(outcome)) wrong.push(`${name}: ${outcome}`)
      })
      expect(wrong).toEqual([])
    })

    const old = linkNow()
    await step('Each start makes a new link, and ends the one before', async () => {
      await holdfast.killConsole()
      await holdfast.startConsole()
      await expect.poll(linkNow).toContain(holdfast.url)
      await page.goto(old)
      await expect(page.getByRole('heading', { name: 'Holdfast is not set up yet' })).toBeVisible()
    })

    const link = linkNow()
    await step('A password that is easy to guess is refused at its field', async () => {
      expect(await faultsOf(page, link)).toEqual([])
      await page.getByLabel('Name').fill('Ada Amsel')
      await page.getByLabel('E-mail').fill('ada@example.org')
      await password(page).fill('password12345678')
      await page.getByRole('button', { name: 'Make me the first admin' }).click()
      await expect(page.getByText('among the passwords that are tried first')).toBeVisible()
    })

    await step('A good one leads into the console, with the role that it gave', async () => {
      await password(page).fill('ada lets the others in')
      await page.getByRole('button', { name: 'Make me the first admin' }).click()
      await expect(page.getByRole('heading', { name: 'Groups', level: 1 })).toBeVisible()
      await expect(page.getByRole('button', { name: 'Account of Ada Amsel, admin' })).toBeVisible()
      const [cookie] = await page.context().cookies()
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', name: 'holdfast.session_token' })
    })

    await step('The link is over, also for the action behind the page', async () => {
      await page.goto(link)
      await expect(page.getByRole('heading', { name: 'Holdfast is set up' })).toBeVisible()
      const token = new URL(link).searchParams.get('token') ?? ''
      const second = { token, name: 'Eve', email: 'eve@example.org', password: 'eve would like to come in' }
      expect(await new ConsoleClient(holdfast.url).act('setUp', second)).toMatchObject({ kind: 'link-over' })
    })
  })
})

test.describe('With people', () => {
  test.use({ world: 'people' })

  test('Accounts: signing in leads to where one was going; guessing has to wait, also after a restart', async ({
    page,
    holdfast,
    mishaps,
  }) => {
    const { email, password: right } = PEOPLE.operator
    // A tab that hears of it may still ask for news before it has left.
    mishaps.allow(/401 \(Unauthorized\)/)
    expect(await faultsOf(page, '/subnets?q=10.0.1')).toEqual([])
    await step('Nobody is told whether an account exists', async () => {
      for (const who of [email, 'nobody@example.org']) {
        await fillLogin(page, who, 'not this one either')
        await expect(page.getByText('The e-mail or the password is wrong.')).toBeVisible()
      }
    })
    await step('Too many guesses have to wait, with the right password, too', async () => {
      const client = new ConsoleClient(holdfast.url)
      for (let guess = 0; guess < 4; guess++)
        expect(await client.act('signIn', { email, password: `guess ${guess}` })).toMatchObject({
          kind: 'wrong-credentials',
        })
      await holdfast.killConsole()
      await holdfast.startConsole()
      await fillLogin(page, email, right)
      await expect(page.getByText(/failed too often for this e-mail. Try again in \d+ seconds/)).toBeVisible()
    })
    await step('Somebody else is not held up, and comes to where they were going', async () => {
      await fillLogin(page, PEOPLE.viewer.email, PEOPLE.viewer.password)
      await expect(page.getByRole('heading', { name: 'Subnets', level: 1 })).toBeVisible()
      expect(page.url()).toBe(`${holdfast.url}/subnets?q=10.0.1`)
    })
    await step('Signing out ends it here and everywhere', async () => {
      const [cookie] = await page.context().cookies()
      // The login leads there as if it were opened anew: what is shown first cannot be pressed yet.
      await expect(page.getByText('Live', { exact: true })).toBeVisible()
      await page.getByRole('button', { name: /^Account of/ }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
      const kept = await fetch(`${holdfast.url}/api/me`, {
        headers: { cookie: `${cookie?.name}=${cookie?.value}` },
      })
      expect(kept.status).toBe(401)
    })
  })

  test('Accounts: buttons say which role is needed, and the actions behind them refuse without it', async ({
    page,
    holdfast,
    signIn,
  }) => {
    await signIn('viewer')
    const client = async (headers = {}) => {
      const cookies = await page.context().cookies()
      return new ConsoleClient(holdfast.url, {
        cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
        ...headers,
      })
    }
    const scale = { kind: 'scale', groupId: '', target: 4, resumePaused: true } as const

    await step('A viewer sees the group, and why nothing of it can be pressed', async () => {
      await page.goto('/groups')
      await expect(page.getByRole('button', { name: 'Create group' })).toBeDisabled()
      await page.getByRole('link', { name: 'cassandra-ring' }).first().click()
      const button = page.getByRole('button', { name: 'Scale' })
      await expect(button).toBeDisabled()
      await expect(button).toHaveAccessibleDescription('This needs the role operator; you are a viewer.')
      await page.goto('/groups/new')
      await expect(page.getByText('This page changes groups')).toBeVisible()
      await page.goto('/settings')
      await expect(page.getByRole('button', { name: 'Save settings' })).toBeDisabled()
    })
    await step('The actions refuse them', async () => {
      const viewer = await client()
      for (const answer of [
        await viewer.act('applyCommand', scale, 'key-of-a-viewer', null),
        await viewer.act('setTiming', { startMs: 1, stopMs: 1, operationMs: 1, callMs: 1 }),
      ])
        expect(answer).toMatchObject({
          ok: false,
          kind: 'not-allowed',
          message: expect.stringContaining('operator'),
        })
    })
    await step('An operator may, but not from a page of somebody else', async () => {
      await page.context().clearCookies()
      await signIn('operator')
      await page.goto('/groups')
      await expect(page.getByRole('link', { name: 'Create group' })).toBeVisible()
      await page.goto('/settings')
      const save = page.getByRole('button', { name: 'Save settings' })
      await expect(save).toHaveAccessibleDescription('This needs the role admin; you are an operator.')
      const own = await client()
      expect(await own.act('checkNow')).toMatchObject({ ok: true })
      const foreign = await fetch(`${holdfast.url}/api/groups`, {
        headers: { cookie: '', origin: 'https://evil.example' },
      })
      expect([foreign.status, await foreign.json()]).toEqual([
        403,
        { message: expect.stringContaining('does not come from a page of this console') },
      ])
    })
  })
})
