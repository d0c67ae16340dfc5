import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { ask, callAction } from '../doors/ask'
import { sessionOf, tokenOf } from '../doors/askers'
import { expect, step, test } from '../fixtures'
import { signInAs } from '../people'

test.use({ world: 'people' })

const main = (page: Page) => page.getByRole('main')
const dialog = (page: Page) => page.getByRole('dialog')

async function judge(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

test('People: an admin sees where somebody is signed in, ends each session at once in their browser, and revokes their token', async ({
  page,
  signIn,
  secondOperator,
  holdfast,
  mishaps,
}) => {
  mishaps.allow(/401/)
  const { url } = holdfast
  await signInAs(secondOperator, 'viewer', holdfast)
  const vera = await secondOperator.newPage()
  await vera.goto('/groups')
  const elsewhere = await sessionOf(url, 'viewer')
  const token = await tokenOf(url, elsewhere, 'viewer')
  const asked = async (headers: Record<string, string>) => (await ask(url, '/api/me', { headers })).status
  const byToken = { authorization: `Bearer ${token}` }
  const sessions = page.getByRole('table', { name: 'Sessions' }).getByRole('row')

  await signIn('admin')
  await step('Her row on the People page leads to her sessions and tokens', async () => {
    await page.goto('/people')
    await page.getByRole('link', { name: 'Vera Vogt' }).click()
    await expect(page.getByRole('heading', { name: 'Vera Vogt', level: 1 })).toBeVisible()
    await expect(sessions).toHaveCount(3)
    await expect(page.getByRole('row', { name: /for viewer/ })).toContainText('Valid')
    await judge(page)
  })

  await step('Both sessions are ended, one by one: her open page is at the login', async () => {
    for (const left of [2, 1]) {
      await page
        .getByRole('button', { name: /^End the session of/ })
        .first()
        .click()
      await dialog(page).getByRole('button', { name: 'End session' }).click()
      if (left > 1) await expect(sessions).toHaveCount(left)
    }
    await expect(main(vera)).toContainText('You were signed out')
    await expect(main(page)).toContainText('Signed in nowhere')
    expect(await asked({ cookie: elsewhere })).toBe(401)
    await expect(page.getByRole('button', { name: 'End all sessions' })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
  })

  await step('Her token goes on until it is revoked', async () => {
    expect(await asked(byToken)).toBe(200)
    await page.getByRole('button', { name: 'Revoke for viewer' }).click()
    await dialog(page).getByRole('button', { name: 'Revoke' }).click()
    await expect(page.getByRole('row', { name: /for viewer/ })).toContainText('Revoked')
    expect(await asked(byToken)).toBe(401)
  })

  await step('The log says who did it to whom', async () => {
    await page.getByRole('link', { name: 'People', exact: true }).first().click()
    await page.getByRole('link', { name: 'Ada Amsel' }).click()
    await page.getByRole('link', { name: 'What you did' }).click()
    await expect(main(page)).toContainText('Ada Amsel ended a session of Vera Vogt')
    await expect(main(page)).toContainText('Ada Amsel revoked the API token for viewer of Vera Vogt.')
  })
})

test('Links: the secret of an invitation and of a link for a new password is in no log, no event, no metric and no Referer', async ({
  page,
  holdfast,
  mishaps,
}) => {
  mishaps.allow(/401/)
  const { url } = holdfast
  await holdfast.killConsole()
  await holdfast.startConsole({ HOLDFAST_LOG_LEVEL: 'debug' })
  const headers = { origin: url, cookie: await sessionOf(url, 'admin') }
  const linkOf = async (name: 'invite' | 'makeResetLink', argument: unknown) =>
    ((await callAction(url, name, { args: [argument], headers })).value as { url: string }).url
  const invitation = await linkOf('invite', { email: 'eve@example.org', role: 'viewer' })
  const reset = await linkOf('makeResetLink', 'person-viewer')
  const secrets = [invitation, reset].map((link) =>
    (new URL(link).searchParams.get('token') ?? '').slice(0, 16),
  )
  const told: Promise<Record<string, string>>[] = []
  page.on('request', (request) => told.push(request.allHeaders().catch(() => ({}))))
  const open = async (link: string) => {
    const said = (await page.goto(link))?.headers() ?? {}
    expect([said['referrer-policy'], said['x-robots-tag']]).toEqual([
      'no-referrer',
      'noindex, nofollow, noarchive',
    ])
  }

  await step('Both are used', async () => {
    await open(invitation)
    await page.getByLabel('Name').fill('Eve Ehrlich')
    await page.getByLabel('Password', { exact: true }).fill('eve joins the others today')
    await page.getByRole('button', { name: 'Join' }).click()
    await expect(page.getByRole('button', { name: 'Account of Eve Ehrlich, viewer' })).toBeVisible()
    await page.context().clearCookies()
    await open(reset)
    await page.getByRole('textbox', { name: 'New password' }).fill('vera sees quite a lot more')
    await page.getByRole('button', { name: 'Set the new password' }).click()
    await expect(main(page)).toContainText('Your password is new')
  })

  await step('Used, made up or of another kind, they are answered alike', async () => {
    const said: string[] = []
    for (const token of [new URL(invitation).searchParams.get('token'), 'A'.repeat(43), secrets[1]]) {
      await open(`${url}/invitation?token=${token}`)
      said.push((await main(page).textContent()) ?? '')
    }
    expect(said[0]).toContain('This invitation does not work, or not any more')
    expect(new Set(said).size).toBe(1)
  })

  await step('Nobody was told their secrets', async () => {
    const read = async (path: string) => (await ask(url, path, { headers })).body
    const events = await read('/api/ledger/export?as=jsonl')
    expect(events).toContain('password-reset-used')
    const log = holdfast.terminal()
    expect(log).toContain('acceptInvitation')
    const referers = (await Promise.all(told)).map(({ referer }) => referer ?? '')
    expect(referers.length).toBeGreaterThan(20)
    const places = { log, events, metrics: await read('/api/metrics'), referers: referers.join('\n') }
    for (const [place, text] of Object.entries(places))
      for (const secret of secrets) expect([place, text.includes(secret)]).toEqual([place, false])
  })
})
