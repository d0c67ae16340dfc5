import { CLIENT, startLoopbackProvider } from '@/lib/testing/loopback-provider'
import { expect, step, test } from '../fixtures'
import { PEOPLE } from '../people'

test.use({ world: 'people' })

test('Accounts: single sign-on leads to a provider and back to where one was going, and only whom somebody knows', async ({
  page,
  holdfast,
  mishaps,
}) => {
  // Signed out, a page may ask once more before it leads to the login.
  mishaps.allow(/401 \(Unauthorized\)/)
  const provider = await startLoopbackProvider(`${holdfast.url}/api/sign-on/callback`)
  const { email, name } = PEOPLE.operator
  provider.people.set('olu', { name, email, email_verified: true })
  provider.people.set('eve', { name: 'Eve', email: 'eve@example.org', email_verified: true })
  await holdfast.killConsole()
  await holdfast.startConsole({
    HOLDFAST_OIDC_ISSUER: provider.issuer,
    HOLDFAST_OIDC_CLIENT_ID: CLIENT.id,
    HOLDFAST_OIDC_CLIENT_SECRET: CLIENT.secret,
    HOLDFAST_OIDC_NAME: 'Example',
  })
  const goThere = async (who: string) => {
    await page.getByRole('button', { name: 'Sign in with Example' }).click()
    await page.waitForURL(`${provider.issuer}/**`)
    await page.getByPlaceholder('Enter any login').fill(who)
    await page.getByPlaceholder('and password').fill('anything')
    await page.getByRole('button', { name: 'Sign-in' }).click()
  }

  await step('Whom nobody has let in is told so, and may try again', async () => {
    await page.goto('/subnets?q=10.0.1')
    await goThere('eve')
    await expect(page.getByText('Nobody has let you in yet.')).toBeVisible()
    const ours = (await page.context().cookies()).filter((cookie) => cookie.name.startsWith('holdfast.'))
    expect(ours).toEqual([])
  })
  await step('Somebody with the same verified e-mail comes to where they were going', async () => {
    await page.context().clearCookies()
    await goThere('olu')
    await expect(page.getByRole('heading', { name: 'Subnets', level: 1 })).toBeVisible()
    expect(page.url()).toBe(`${holdfast.url}/subnets?q=10.0.1`)
    await expect(page.getByRole('button', { name: `Account of ${name}, operator` })).toBeVisible()
  })
  await step('The log tells both', async () => {
    await page.goto('/activity')
    const told = (what: string) => page.getByRole('listitem').filter({ hasText: what }).first()
    await expect(told('Single sign-on linked')).toContainText(`${name} signs in with Example from now on`)
    await expect(told('Signed in')).toContainText(`by ${name}`)
    await expect(told('Sign-in refused')).toContainText('Admins are told more of this.')
  })
  await step(
    'Signing out ends it here; an address made up by somebody else leads nowhere but here',
    async () => {
      await page.getByRole('button', { name: /^Account of/ }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
      for (const query of [
        'code=x&state=y',
        'error=access_denied',
        'code=x&state=y&to=https://evil.example',
      ]) {
        const answer = await page.request.get(`/api/sign-on/callback?${query}`, { maxRedirects: 0 })
        expect([answer.status(), answer.headers().location]).toEqual([
          303,
          '/login?to=%2Fgroups&problem=over',
        ])
      }
      await page.goto('/login?to=//evil.example&problem=over')
      await expect(page.getByText('This sign-in is over')).toBeVisible()
      // Still signed in there, so nothing is asked.
      await page.getByRole('button', { name: 'Sign in with Example' }).click()
      await expect(page).toHaveURL(`${holdfast.url}/groups`)
    },
  )
  await step('When the provider is gone, a password still works', async () => {
    await page.getByRole('button', { name: /^Account of/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await provider.close()
    await page.getByLabel('E-mail').fill(PEOPLE.viewer.email)
    await page.getByRole('textbox', { name: 'Password' }).fill(PEOPLE.viewer.password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Groups', level: 1 })).toBeVisible()
  })
})
