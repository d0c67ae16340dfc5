import { ConsoleClient } from '../chaos/console-client'
import { GroupPage } from '../drivers/group'
import { expect, step, test } from '../fixtures'

/** Where something begins that would change something, and what it is called; a draft of a group can still be made. */
const OPENERS = [
  ['/groups', 'Import inventory'],
  ['/inventory', 'Read and plan'],
  ['/ledger', 'Keep for ever'],
  ['/simulator', 'Interrupt', 'Take it'],
] as const

test('Read-only: every page says who wanted it and when, changes are refused with that sentence, and machines are replaced afterwards', async ({
  page,
  holdfast,
  secondOperator,
}) => {
  const client = new ConsoleClient(holdfast.url)
  const other = await secondOperator.newPage()
  const group = await new GroupPage(other).open('cassandra-ring')
  const before = await group.at('10.0.1.34')
  const groupId = new URL(other.url()).pathname.split('/').at(-1) ?? ''
  const band = (where: typeof page) => where.getByRole('status', { name: 'Maintenance' })
  const said =
    /Holdfast is in maintenance: Local operator made it read-only at \d\d:\d\d UTC on \d{4}-\d\d-\d\d/

  await step(
    'It is switched on in Settings, and the other browser hears of it, in a dialog that it has open',
    async () => {
      await other.getByRole('button', { name: 'Scale', exact: true }).click()
      const agree = other.getByRole('dialog').getByRole('button', { name: /^Scale to/ })
      await expect(agree).not.toHaveAccessibleDescription(said)
      await page.goto('/settings')
      await page.getByRole('button', { name: 'Make Holdfast read-only' }).click()
      await expect(band(page)).toHaveText(said)
      await expect(band(other)).toHaveText(said)
      await expect(agree).toHaveAccessibleDescription(said)
      await expect(agree).toHaveAttribute('aria-disabled', 'true')
      await other.keyboard.press('Escape')
      await expect(other.getByRole('dialog')).toHaveCount(0)
    },
  )
  await step('A change is refused, a plan is not', async () => {
    const command = { kind: 'scale', groupId, target: 3, resumePaused: true } as const
    const refused = await client.act('applyCommand', command, 'while-read-only-1', null)
    expect(refused).toMatchObject({ ok: false, kind: 'read-only', message: expect.stringMatching(said) })
    expect(await client.act('planCommand', command)).toMatchObject({ ok: true })
  })
  await step('What would lead to a change says the same and opens nothing', async () => {
    const scale = other.getByRole('button', { name: 'Scale', exact: true })
    await expect(scale).toHaveAttribute('aria-disabled', 'true')
    await expect(scale).toHaveAccessibleDescription(said)
    // It stays in reach of the keyboard, so that its reason is read out.
    await scale.press('Enter')
    await expect(other.getByRole('dialog')).toHaveCount(0)
    const open: string[] = []
    for (const [path, ...names] of OPENERS) {
      await page.goto(path)
      for (const name of names) {
        const opener = page.getByRole('button', { name, exact: true }).first()
        await expect(opener).toBeVisible()
        if ((await opener.getAttribute('aria-disabled')) !== 'true') open.push(`${name} on ${path}`)
      }
    }
    expect(open).toEqual([])
    await page.goto('/groups')
    await expect(page.getByRole('link', { name: 'Create group' })).toBeVisible()
    // A page is looked at as before, whatever can be changed on it.
    await page.goto('/people')
    await expect(page.getByText('Nobody has an account here')).toBeVisible()
    await expect(page.getByText('This page is for admins')).toHaveCount(0)
  })
  await step('A machine is taken back: it is not replaced', async () => {
    await holdfast.control.interrupt({ machineIds: [before.machine] })
    await page.goto('/drift')
    await page.getByRole('button', { name: 'Check now' }).click()
    await expect(page.getByRole('row').filter({ hasText: 'Machine gone' })).toContainText('cassandra-ring')
    expect((await group.at('10.0.1.34')).machine).toBe(before.machine)
  })
  await step('It ends: the band goes everywhere, and the machine is replaced on its address', async () => {
    await page.goto('/settings')
    await page.getByRole('button', { name: 'End maintenance' }).click()
    await expect(band(page)).toBeEmpty()
    await expect(band(other)).toBeEmpty()
    await expect.poll(async () => (await group.at('10.0.1.34')).machine).not.toBe(before.machine)
    await expect.poll(async () => (await group.at('10.0.1.34')).state).toBe('Active')
  })
})
