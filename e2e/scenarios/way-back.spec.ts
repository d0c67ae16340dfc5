import { Secret, TOTP } from 'otpauth'
import { runCommand } from '../console-commands'
import { callAction } from '../doors/ask'
import { sessionOf } from '../doors/askers'
import { expect, step, test } from '../fixtures'
import { PEOPLE } from '../people'

test.use({ world: 'people' })

test('Ways back in: a start with a secret that opens no second factor is refused, and the terminal makes a link for an admin who has lost both password and app', async ({
  page,
  holdfast,
  mishaps,
}) => {
  mishaps.allow(/401|Leave HOLDFAST_SECRET out/)
  const { url } = holdfast
  const { email, password } = PEOPLE.admin
  const link = () => runCommand(holdfast, 'scripts/admin-link.ts')

  await step('An admin turns a second factor on; while Holdfast runs, no link is made', async () => {
    const headers = { origin: url, cookie: await sessionOf(url, 'admin') }
    const begun = await callAction(url, 'beginFactor', { args: [{ present: password }], headers })
    const secret = new URL((begun.value as { uri: string }).uri).searchParams.get('secret') ?? ''
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate()
    await callAction(url, 'confirmFactor', { args: [{ code }], headers })
    expect(await link()).toMatchObject({ code: 2, output: expect.stringContaining('No link was made.') })
  })

  await step('Another secret would open no second factor: the start ends and says what to set', async () => {
    await holdfast.endConsole()
    await holdfast
      .startConsole({ HOLDFAST_SECRET: 'p7Qd2sNf8wKj4Zt6YhVb3XmRc9LgTa5U' })
      .catch(() => undefined)
    await holdfast.consoleEnded()
    expect(holdfast.terminal()).toContain('Leave HOLDFAST_SECRET out')
    await holdfast.endConsole()
  })

  await step('The link leads to a new password, which lets in without a code', async () => {
    const made = await link()
    const [, path = ''] = /https?:\/\/[^/]+(\/reset\?token=\S+)/.exec(made.output) ?? []
    expect([made.code, path]).toEqual([0, expect.stringContaining('token=')])
    await holdfast.startConsole()
    await page.goto(path)
    await page.getByRole('textbox', { name: 'New password' }).fill('Password-Summer-2026')
    await page.getByRole('button', { name: 'Set the new password' }).click()
    await expect(page.getByText('two or three words or runs of keys')).toBeVisible()
    await page.getByRole('textbox', { name: 'New password' }).fill('ada found another way in')
    await page.getByRole('button', { name: 'Set the new password' }).click()
    await expect(page.getByRole('main')).toContainText('Your password is new')
    await page.goto('/login')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill('ada found another way in')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('heading', { name: 'Groups', level: 1 })).toBeVisible()
  })

  await step('The ledger tells of the link, by the terminal, and of what its use took away', async () => {
    await page.goto('/activity')
    await expect(page.getByRole('main')).toContainText(
      'The terminal of the server showed a link for a new password of Ada Amsel',
    )
    await expect(page.getByRole('main')).toContainText('their second factor is off')
  })
})
