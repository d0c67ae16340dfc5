import { expect, step, test } from '../fixtures'

test.use({ world: 'people' })

test('API tokens: made in the console and shown once, read by a program until revoked, and no role above its owner’s', async ({
  page,
  holdfast,
  signIn,
}) => {
  await signIn('operator')
  const get = (path: string, token: string) =>
    fetch(holdfast.url + path, { headers: { authorization: `Bearer ${token}` } })
  let token = ''

  await step('The menu of the account leads there; no role above one’s own can be chosen', async () => {
    await page.goto('/groups')
    await page.getByRole('button', { name: /^Account of/ }).click()
    await page.getByRole('menuitem', { name: 'API tokens' }).click()
    await expect(page.getByRole('heading', { name: 'API tokens', level: 1 })).toBeVisible()
    await page.getByRole('button', { name: 'Make a token' }).click()
    const dialog = page.getByRole('dialog', { name: 'Make an API token' })
    await expect(dialog.getByRole('radio', { name: 'Admin' })).toBeDisabled()
    await expect(dialog.getByText('A token may no more than you, and you are an operator.')).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Name' }).fill('capacity report')
    await dialog.getByRole('radio', { name: '30 days' }).check()
    await dialog.getByRole('button', { name: 'Make the token' }).click()
  })

  await step('It is shown once, with an example', async () => {
    const dialog = page.getByRole('dialog', { name: 'Your new token' })
    token = (await dialog.getByText(/^hf_/).textContent()) ?? ''
    expect(token).toMatch(/^hf_[\w-]{43}$/)
    await expect(dialog.getByText(`Authorization: Bearer ${token}`)).toBeVisible()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByText(token)).toHaveCount(0)
    await expect(page.getByRole('row', { name: /capacity report/ })).toContainText('Valid')
  })

  await step('A program reads with it, live too, and the list says so', async () => {
    const me = await get('/api/me', token)
    expect([me.status, await me.json()]).toEqual([
      200,
      expect.objectContaining({ kind: 'token', role: 'viewer', name: 'Olu Okafor, token capacity report' }),
    ])
    expect((await get('/api/ledger', token)).status).toBe(403)
    const stream = await get('/api/stream', token)
    expect(stream.headers.get('content-type')).toBe('text/event-stream')
    await page.reload()
    await expect(page.getByRole('row', { name: /capacity report/ })).not.toContainText('Never')

    await page.getByRole('button', { name: 'Revoke capacity report' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await expect(page.getByRole('row', { name: /capacity report/ })).toContainText('Revoked')
    // Revoked, it ends what streams by it.
    await stream.text()
  })

  await step('Revoked, it opens nothing', async () => {
    const refused = await get('/api/groups', token)
    expect([refused.status, await refused.json()]).toEqual([
      401,
      { message: expect.stringContaining('not valid') },
    ])
  })
})
