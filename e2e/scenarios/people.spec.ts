import type { Page } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { auditFile } from '@/lib/storage/audit'
import { foundByAxe } from '../accessible'
import { Wizard } from '../drivers/wizard'
import { expect, step, test } from '../fixtures'
import { PEOPLE, signInAs } from '../people'

test.use({ world: 'people' })

const main = (page: Page) => page.getByRole('main')
const dialog = (page: Page) => page.getByRole('dialog')

const judge = async (page: Page) => expect(await foundByAxe(page)).toEqual([])

/** Chooses from the menu of somebody on the People page. */
async function choose(page: Page, name: string, deed: string) {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: deed }).click()
}

const linkOf = async (page: Page) => (await dialog(page).locator('code').textContent()) ?? ''

test('People: an invitation makes an account once, and a new role is in the other browser at once', async ({
  page,
  signIn,
  secondOperator,
  holdfast,
  mishaps,
}) => {
  mishaps.allow(/401/)
  await signIn('admin')
  await page.goto('/people')
  const link = await step('An admin invites Eve as a viewer', async () => {
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    await dialog(page).getByLabel('E-mail').fill('eve@example.org')
    await dialog(page).getByRole('button', { name: 'Make the link' }).click()
    await expect(dialog(page)).toContainText('within seven days')
    const url = await linkOf(page)
    await dialog(page).getByRole('button', { name: 'Done' }).click()
    return url
  })
  const eve = await secondOperator.newPage()
  await step('Eve chooses a name and a password, and is in', async () => {
    await eve.goto(link)
    await expect(main(eve)).toContainText('You are invited as a viewer')
    await judge(eve)
    await eve.getByLabel('Name').fill('Eve Ehrlich')
    await eve.getByLabel('Password', { exact: true }).fill('eve joins the others today')
    await eve.getByRole('button', { name: 'Join' }).click()
    await expect(eve.getByRole('button', { name: 'Account of Eve Ehrlich, viewer' })).toBeVisible()
  })
  await step('The link is used, and another one is none', async () => {
    const third = await secondOperator.newPage()
    await third.goto(link)
    await expect(main(third)).toContainText('This invitation does not work, or not any more')
    await third.goto('/invitation?token=none')
    await expect(main(third)).toContainText('This invitation does not work, or not any more')
    await third.close()
  })
  await step('The admin makes her an operator: her open page shows it without being read again', async () => {
    await choose(page, 'Eve Ehrlich', 'Change role')
    await dialog(page).getByRole('radio', { name: 'Operator' }).check()
    await dialog(page).getByRole('button', { name: 'Change role' }).click()
    await expect(eve.getByRole('button', { name: 'Account of Eve Ehrlich, operator' })).toBeVisible()
    await judge(page)
  })
  await step('The only admin can neither be lowered nor removed', async () => {
    await page.getByRole('button', { name: 'Actions for Ada Amsel' }).click()
    for (const deed of ['Change role', 'Remove']) {
      const item = page.getByRole('menuitem', { name: deed })
      await expect(item).toHaveAttribute('aria-disabled', 'true')
      await expect(item).toContainText('This is the only admin')
    }
    await page.keyboard.press('Escape')
  })
  await step('Removed, Eve is at the login, and the log keeps her name', async () => {
    await choose(page, 'Eve Ehrlich', 'Remove')
    await dialog(page).getByRole('button', { name: 'Remove Eve Ehrlich' }).click()
    await expect(eve).toHaveURL(/\/login\?/)
    await expect(main(eve)).toContainText('You were signed out')
    await page.goto('/activity')
    await expect(main(page)).toContainText('Eve Ehrlich accepted an invitation and is a viewer.')
    expect(auditFile(holdfast.databaseFile).findings).toEqual([])
  })
})

async function signInByHand(page: Page, email: string, word: string) {
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(word)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('Account: a second factor is asked for after the password, takes each code once, and recovery codes', async ({
  page,
  signIn,
  secondOperator,
  mishaps,
}) => {
  mishaps.allow(/401/)
  await signIn('operator')
  await page.goto('/account')
  const { password, email } = PEOPLE.operator
  const factor = page.getByRole('region', { name: 'Second factor' })
  const [app, typed, codes] = await step('It is turned on by the password and a first code', async () => {
    await factor.getByRole('button', { name: 'Turn on' }).click()
    await dialog(page).getByLabel('Present password').fill('not this one at all')
    await dialog(page).getByRole('button', { name: 'Continue' }).click()
    await expect(dialog(page)).toContainText('This is not your present password.')
    await dialog(page).getByLabel('Present password').fill(password)
    await dialog(page).getByRole('button', { name: 'Continue' }).click()
    await expect(dialog(page).getByRole('img', { name: 'QR code of the secret' })).toBeVisible()
    await judge(page)
    const secret = (await linkOf(page)).replaceAll(' ', '')
    const totp = new TOTP({ secret: Secret.fromBase32(secret) })
    const first = totp.generate()
    await dialog(page).getByRole('textbox', { name: 'Code' }).fill(first)
    await dialog(page).getByRole('button', { name: 'Turn on' }).click()
    const list = dialog(page).getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
    await expect(list).toHaveCount(10)
    const shown = await list.allInnerTexts()
    await dialog(page).getByRole('button', { name: 'I have kept them' }).click()
    await expect(factor).toContainText('10 recovery codes left')
    return [totp, first, shown] as const
  })
  const other = await secondOperator.newPage()
  const code = other.getByRole('textbox', { name: 'Code' })
  const send = other.getByRole('button', { name: 'Sign in' })
  await step('Elsewhere the code that was used is refused; a recovery code lets in', async () => {
    await other.goto('/login')
    await signInByHand(other, email, password)
    await code.fill(typed)
    await send.click()
    await expect(other.getByText('This code was used already')).toBeVisible()
    await judge(other)
    await code.fill(codes[4] ?? '')
    await send.click()
    await expect(other.getByRole('button', { name: /^Account of Olu Okafor/ })).toBeVisible()
  })
  await step('Both are listed, this one first; the other one is ended and led to the login', async () => {
    await page.reload()
    await expect(factor).toContainText('9 recovery codes left')
    const rows = page.getByRole('table', { name: 'Sessions' }).getByRole('row')
    await expect(rows.nth(1)).toContainText('This one')
    await judge(page)
    await page
      .getByRole('button', { name: /^End the session of/ })
      .first()
      .click()
    await dialog(page).getByRole('button', { name: 'End session' }).click()
    await expect(page.getByText('The session is ended.')).toBeVisible()
    await expect(main(other)).toContainText('You were signed out')
  })
  await step('The same recovery code opens nothing, the next code of the app does', async () => {
    await signInByHand(other, email, password)
    await code.fill(codes[4] ?? '')
    await send.click()
    await expect(other.getByText('This code was used already')).toBeVisible()
    await code.fill(app.generate({ timestamp: Date.now() + 30_000 }))
    await send.click()
    await expect(other.getByRole('button', { name: /^Account of Olu Okafor/ })).toBeVisible()
  })
})

test('B7 nothing is lost: a session is ended while its wizard is typed in; the draft and what was typed last are there after signing in again', async ({
  page,
  context,
  signIn,
  secondOperator,
  holdfast,
  mishaps,
}) => {
  mishaps.allow(/net::ERR_|Failed to fetch|401/)
  await signIn('operator')
  const wizard = await new Wizard(page).open()
  await wizard.field('Name').fill('kafka-edge')
  await expect(wizard.saved()).toBeVisible()
  await step('The network is gone for a while, and typing goes on', async () => {
    await context.setOffline(true)
    await wizard.field('Target').fill('7')
  })
  await step('Meanwhile everybody of this name is signed out from another browser', async () => {
    await signInAs(secondOperator, 'operator', holdfast)
    const other = await secondOperator.newPage()
    await other.goto('/account')
    await other.getByRole('button', { name: 'Sign out everywhere' }).click()
    await dialog(other).getByRole('button', { name: 'Sign out everywhere' }).click()
    await expect(other).toHaveURL(/\/login/)
  })
  await step('Back on the network, the page leads to the login and says why', async () => {
    await context.setOffline(false)
    await expect(main(page)).toContainText('You were signed out')
    await signInByHand(page, PEOPLE.operator.email, PEOPLE.operator.password)
  })
  await step('The draft is as it was saved, and what was typed last is offered', async () => {
    await expect(wizard.field('Name')).toHaveValue('kafka-edge')
    await expect(wizard.field('Target')).not.toHaveValue('7')
    await expect(main(page)).toContainText('It was kept in this browser.')
    await page.getByRole('button', { name: 'Take it over' }).click()
    await expect(wizard.field('Target')).toHaveValue('7')
    await expect(wizard.saved()).toBeVisible()
    await page.reload()
    await expect(wizard.field('Target')).toHaveValue('7')
  })
})

test('People: a link for a new password works once, ends every session, and is replaced by the next one', async ({
  page,
  signIn,
  secondOperator,
  holdfast,
}) => {
  await signIn('admin')
  await signInAs(secondOperator, 'viewer', holdfast)
  const vera = await secondOperator.newPage()
  await vera.goto('/groups')
  await page.goto('/people')
  const makeLink = async () => {
    await choose(page, 'Vera Vogt', 'Link for a new password')
    await dialog(page).getByRole('button', { name: 'Make the link' }).click()
    await expect(dialog(page)).toContainText('within 24 hours')
    const url = await linkOf(page)
    await dialog(page).getByRole('button', { name: 'Done' }).click()
    return url
  }
  const [first, second] = [await makeLink(), await makeLink()]
  await step('The first link was replaced by the second', async () => {
    await vera.goto(first)
    await expect(main(vera)).toContainText('This link for a new password does not work')
  })
  await step('A weak password is refused and the link goes on; a good one is asked for next', async () => {
    await vera.goto(second)
    await judge(vera)
    await vera.getByRole('textbox', { name: 'New password' }).fill('vera@example.org')
    await vera.getByRole('button', { name: 'Set the new password' }).click()
    await expect(vera.getByText('This is hardly more than your e-mail.')).toBeVisible()
    await vera.getByRole('textbox', { name: 'New password' }).fill('vera sees quite a lot more')
    await vera.getByRole('button', { name: 'Set the new password' }).click()
    await expect(main(vera)).toContainText('Your password is new')
    await signInByHand(vera, PEOPLE.viewer.email, PEOPLE.viewer.password)
    await expect(vera.getByText('The e-mail or the password is wrong.')).toBeVisible()
    await signInByHand(vera, PEOPLE.viewer.email, 'vera sees quite a lot more')
    await expect(vera.getByRole('button', { name: 'Account of Vera Vogt, viewer' })).toBeVisible()
    await vera.goto(second)
    await expect(main(vera)).toContainText('This link for a new password does not work')
  })
  await step('A viewer finds nobody listed', async () => {
    await vera.goto('/people')
    await expect(main(vera)).toContainText('This page is for admins')
  })
})
