import { GroupsList } from '../drivers/groups'
import { Wizard } from '../drivers/wizard'
import { expect, step, test } from '../fixtures'

const entries = { name: 'kafka-edge', target: 2, maximum: 4 }

test('Draft: a link to one that is gone says so, and leads on', async ({ page }) => {
  await page.goto('/groups/new?draft=draft-0123456789abcdef')
  const notice = page.getByRole('main').getByRole('alert')
  await expect(notice).toContainText('This draft does not exist any more')
  await notice.getByRole('link', { name: 'Start a new group' }).click()
  await expect(new Wizard(page).field('Name')).toHaveValue('')
})

test('Draft: Create in two tabs makes one group, and the draft then leads to it', async ({
  page,
  context,
}) => {
  const first = await new Wizard(page).open()
  await first.fill(entries)
  await expect(first.saved()).toBeVisible()
  const draft = page.url()
  const other = await context.newPage()
  await step('The second tab agrees to the same draft', async () => {
    await other.goto(draft)
    await expect(new Wizard(other).finishButton('Create group')).not.toHaveAttribute('aria-disabled', 'true')
  })
  await step('Both create', async () => {
    await first.create()
    await new Wizard(other).create()
    expect(other.url()).toBe(page.url())
  })
  await step('The draft says what it has become', async () => {
    await other.goto(draft)
    await expect(other.getByText('This draft has become kafka-edge')).toBeVisible()
    await other.getByRole('link', { name: 'Open kafka-edge' }).click()
    await expect(other).toHaveURL(page.url())
  })
  const names = await (await new GroupsList(page).open()).names()
  expect(names.filter((name) => name.startsWith('kafka-edge'))).toEqual(['kafka-edge'])
})

test('B7 nothing is lost: the server is killed while Create group is under way; pressed again, it makes one group', async ({
  page,
  holdfast,
  mishaps,
}) => {
  mishaps.allow(/net::ERR_|Failed to fetch/)
  const wizard = await new Wizard(page).open()
  await wizard.fill({ ...entries, pool: '10.0.2.100-102' })
  const create = wizard.finishButton('Create group')
  await expect(create).not.toHaveAttribute('aria-disabled', 'true')
  await step('kill -9 at the very moment', async () => {
    // Once the click has returned, the answer may be there, too.
    const asked = page.waitForRequest((request) => request.method() === 'POST')
    const clicked = create.click()
    await asked
    await Promise.all([holdfast.killConsole(), clicked])
  })
  await step('It is not known whether the group was created', async () => {
    await expect(page.getByText(/Whether the group was created is not known/)).toBeVisible()
  })
  await step('Started again, pressed again', async () => {
    await holdfast.startConsole()
    await wizard.create()
  })
  const names = await (await new GroupsList(page).open()).names()
  expect(names.filter((name) => name.startsWith('kafka-edge'))).toEqual(['kafka-edge'])
})

test('B7 nothing is lost: what is typed while the server is away is saved when it comes back', async ({
  page,
  holdfast,
  mishaps,
}) => {
  mishaps.allow(/net::ERR_|Failed to fetch/)
  const wizard = await new Wizard(page).open()
  await wizard.field('Name').fill('before')
  await expect(wizard.saved()).toBeVisible()
  await step('The server goes away, and somebody types on', async () => {
    await holdfast.killConsole()
    await wizard.field('Name').fill('typed-meanwhile')
    await expect(page.getByRole('status').filter({ hasText: /^Could not save/ })).toBeVisible()
  })
  await step('It comes back', async () => {
    await holdfast.startConsole()
    await expect(wizard.saved()).toBeVisible()
  })
  await page.reload()
  await expect(wizard.field('Name')).toHaveValue('typed-meanwhile')
})

test('Wizard: a pasted pool of 70,000 lines says what is too much, and stays quick to type in', async ({
  page,
}) => {
  const wizard = await new Wizard(page).open()
  await wizard.fillGeneral(entries)
  await wizard.goTo('Persistence')
  const lines = Array.from({ length: 70_000 }, (_, i) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`)
  await wizard.pastePool(lines.join('\n'))
  await expect(
    page
      .getByText('A pool has 65,536 members at most; this one has 70,000. Remove 4,464.', { exact: true })
      .first(),
  ).toBeVisible()
  await expect(wizard.poolTotal()).toHaveText('70,000 members: 228 usable, 69,772 unusable')
  await wizard.field('Private IP Pool').pressSequentially('10.0.2.7')
  await expect(page.getByText('Listed already')).toBeVisible()
  await wizard.field('Private IP Pool').fill('')
  await page.getByRole('button', { name: 'Remove the 69,772 unusable' }).click()
  await expect(wizard.poolTotal()).toHaveText('228 members: 228 usable')
})

test('B7 nothing is lost: typed on after a lost answer, the draft says that it was created with what it held', async ({
  page,
  context,
  holdfast,
  mishaps,
}) => {
  mishaps.allow(/net::ERR_|Failed to fetch/)
  const wizard = await new Wizard(page).open()
  await wizard.fill(entries)
  await expect(wizard.saved()).toBeVisible()
  const other = await context.newPage()
  await other.goto(page.url())
  const second = new Wizard(other)
  await expect(second.finishButton('Create group')).not.toHaveAttribute('aria-disabled', 'true')
  await step('The server is away when the second tab creates', async () => {
    await holdfast.killConsole()
    await second.finishButton('Create group').click()
    await expect(other.getByText(/Whether the group was created is not known/)).toBeVisible()
    await holdfast.startConsole()
  })
  await step('The first tab has created it by then, and the second has another name', async () => {
    await wizard.create()
    await second.goTo('General')
    await second.field('Name').fill('kafka-edge-2')
    await second.goTo('Review')
    await expect(second.finishButton('Create group')).not.toHaveAttribute('aria-disabled', 'true')
    await second.finishButton('Create group').click()
  })
  const banner = other.getByRole('alert').filter({ hasText: 'This draft has become a group already' })
  await step('It is told, and a person decides', async () => {
    await expect(banner).toBeVisible()
    await banner.getByRole('button', { name: 'Go on as another draft' }).click()
    await second.create()
  })
  const names = (await (await new GroupsList(page).open()).names()).filter((name) =>
    name.startsWith('kafka-edge'),
  )
  expect(names.toSorted()).toEqual(['kafka-edge', 'kafka-edge-2'])
})
