import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { ask } from '../doors/ask'
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
