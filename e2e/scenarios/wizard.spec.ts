import { SUBNETS } from '@/lib/testing/worlds'
import { GroupPage } from '../drivers/group'
import { GroupsList } from '../drivers/groups'
import { AddressMap } from '../drivers/map'
import { Wizard } from '../drivers/wizard'
import { expect, step, test } from '../fixtures'

const entries = { name: 'kafka-edge', target: 2, maximum: 4, maintain: true, pool: '10.0.2.100-102' }

test('Wizard: the step and the draft stand in the URL; a reload loses nothing, and Groups lists the draft', async ({
  page,
}) => {
  const wizard = await new Wizard(page).open()
  await step('Half of it is filled in', async () => {
    await wizard.fillGeneral(entries)
    await wizard.next('Compute')
    await wizard.field('Image').fill('ami-0abcdef1234567890')
    await expect(wizard.saved()).toBeVisible()
    await expect(page).toHaveURL(/draft=draft-\w+.*step=compute|step=compute.*draft=draft-\w+/)
  })
  await step('After a reload it is as it was', async () => {
    await page.reload()
    await wizard.isAt('Compute')
    await expect(wizard.field('Image')).toHaveValue('ami-0abcdef1234567890')
    await page.goBack()
    await wizard.isAt('General')
    await expect(wizard.field('Name')).toHaveValue('kafka-edge')
    await expect(wizard.field('Maximum')).toHaveValue('4')
  })
  await step('Groups lists it as a draft to continue', async () => {
    const groups = await new GroupsList(page).open()
    const row = (await groups.rows()).find((one) => one.Group?.startsWith('kafka-edge'))
    expect(row?.Group).toMatch(/^kafka-edge Draft\s?, continue$/)
    await groups.table.getByRole('link', { name: /^kafka-edge Draft/ }).click()
    await expect(page.getByRole('heading', { name: 'Create a group' })).toBeVisible()
  })
})

test('Wizard: what is wrong stands at its field, and the footer counts it by step', async ({ page }) => {
  const wizard = await new Wizard(page).open()
  await step('Next with nothing filled in stays, with a sentence at each field', async () => {
    await page.getByRole('button', { name: 'Next: Compute' }).click()
    await expect(page.getByText('Give the group a name.')).toBeVisible()
    await expect(page.getByText('Choose a VPC.')).toBeVisible()
    await wizard.isAt('General')
    await expect(wizard.field('Name')).toBeFocused()
  })
  await step('The server knows that a name is taken', async () => {
    await wizard.field('Name').fill('cassandra-ring')
    await expect(page.getByText('Give the group a name.')).toBeHidden()
    await wizard.fillGeneral({ ...entries, name: 'cassandra-ring' })
    await page.getByRole('button', { name: 'Next: Compute' }).click()
    await expect(
      page.getByText('A group named cassandra-ring exists already. Choose another name.'),
    ).toBeVisible()
    await wizard.isAt('General')
  })
  await step('Capacity must rise', async () => {
    await wizard.field('Name').fill('kafka-edge')
    await wizard.field('Minimum').fill('9')
    await wizard.field('Minimum').press('Tab')
    await expect(page.getByText('Minimum 9 is above target 2. Lower it, or raise target.')).toBeVisible()
    await wizard.field('Minimum').fill('0')
  })
  await step('Review asks everything; the summary says how many are where, and leads there', async () => {
    await wizard.goTo('Persistence')
    await wizard.checkbox('Maintain private IP').uncheck()
    await wizard.goTo('Review')
    const summary = page.getByRole('button', { name: /things to mend: \d in Compute, 1 in Persistence/ })
    await expect(summary).toBeVisible()
    await summary.click()
    await wizard.isAt('Compute')
    await wizard.goTo('Persistence')
    await expect(page.getByText('At least one persistence feature has to be selected.')).toBeVisible()
  })
})

test('Wizard: leaving with something unsaved asks; what was typed is kept in the draft', async ({ page }) => {
  const wizard = await new Wizard(page).open()
  const pages = page.getByRole('navigation', { name: 'Pages' })
  const question = page.getByRole('dialog', { name: 'Leave the wizard?' })
  await step('A link is followed right after typing', async () => {
    await wizard.field('Name').fill('half-typed')
    await pages.getByRole('link', { name: /^Subnets/ }).click()
    await expect(question).toBeVisible()
  })
  await step('Stay', async () => {
    await question.getByRole('button', { name: 'Stay' }).click()
    await expect(wizard.field('Name')).toHaveValue('half-typed')
  })
  await step('Save draft and leave', async () => {
    await wizard.field('Name').fill('half-typed-2')
    await pages.getByRole('link', { name: /^Subnets/ }).click()
    await question.getByRole('button', { name: 'Save draft and leave' }).click()
    await expect(page.getByRole('heading', { name: 'Subnets', level: 1 })).toBeVisible()
  })
  expect((await (await new GroupsList(page).open()).names()).join()).toContain('half-typed-2')
})

test('Wizard: a double click on Create group creates one group', async ({ page }) => {
  const wizard = await new Wizard(page).open()
  await wizard.fill(entries)
  const create = wizard.finishButton('Create group')
  await expect(create).not.toHaveAttribute('aria-disabled', 'true')
  await create.dblclick()
  await expect(page).toHaveURL(/\/groups\/sig-/)
  const names = await (await new GroupsList(page).open()).names()
  expect(names.filter((name) => name.startsWith('kafka-edge'))).toEqual(['kafka-edge'])
})

test('Wizard: pool members are picked on the map by click and drag', async ({ page }) => {
  const wizard = await new Wizard(page).open()
  await wizard.fillGeneral(entries)
  await wizard.goTo('Persistence')
  const map = new AddressMap(page)
  await step('A drag takes a range', async () => {
    await map.drag('10.0.2.96', '10.0.2.100')
    await expect(wizard.poolTotal()).toHaveText('5 members: 5 usable')
  })
  await step('A click takes one more', async () => {
    await map.click('10.0.2.110')
    await expect(wizard.poolTotal()).toHaveText('6 members: 6 usable')
  })
  await step('What somebody else holds cannot be taken, and says why', async () => {
    await map.click('10.0.2.60')
    await expect(page.getByText(/10\.0\.2\.60\b.*(held|gateway)/i).first()).toBeVisible()
    await expect(wizard.poolTotal()).toHaveText('6 members: 6 usable')
  })
  await step('A click on a chosen one takes it out', async () => {
    await map.click('10.0.2.110')
    await expect(wizard.poolTotal()).toHaveText('5 members: 5 usable')
  })
})

test('Wizard: Review shows the values with Edit, the plan, and the group as JSON and Terraform', async ({
  page,
}) => {
  const wizard = await new Wizard(page).open()
  await wizard.fill(entries)
  await expect(page.getByRole('region', { name: 'General', exact: true })).toContainText('kafka-edge')
  await expect(wizard.plan()).toContainText('3 paused instances, one per pool address')
  const code = page.getByRole('region', { name: 'As code' })
  const [json = ''] = await code.getByRole('region', { name: 'The group as JSON' }).allTextContents()
  expect(JSON.parse(json)).toMatchObject({
    name: 'kafka-edge',
    persistence: { privateIpPool: ['10.0.2.100', '10.0.2.101', '10.0.2.102'] },
  })
  await code.getByRole('tab', { name: 'Terraform' }).click()
  await expect(code.getByRole('region', { name: 'The group as Terraform' })).toContainText(
    'spotinst_elastigroup_aws',
  )
  await page.getByRole('button', { name: 'Edit Persistence' }).click()
  await wizard.isAt('Persistence')
})

test('Wizard: editing a group shows what will change, and changes it', async ({ page }) => {
  const group = await new GroupPage(page).open('scylla-analytics')
  const wizard = new Wizard(page)
  await step('Edit', async () => {
    await group.edit()
    await wizard.field('Maximum').fill('12')
    await wizard.goTo('Persistence')
    await wizard.typePool('10.0.16.25')
    await wizard.goTo('Review')
  })
  expect(await wizard.changes()).toEqual([
    { Field: 'Maximum General', Before: '9', After: '12' },
    { Field: 'Private IP Pool Persistence', Before: '9 addresses', After: '10 addresses, added 10.0.16.25' },
  ])
  await expect(wizard.plan()).toContainText('1 paused instance, one per pool address')
  await step('Apply changes', () => wizard.finish('Apply changes'))
  await group.reaches('10.0.16.25', /^Paused, never resumed$/)
  await expect(page.getByText(/maximum 12/)).toBeVisible()
})

test('Two tabs on one draft: the second is told, and a person chooses which version stays', async ({
  page,
  context,
}) => {
  const first = await new Wizard(page).open()
  await first.field('Name').fill('from-the-first')
  await expect(first.saved()).toBeVisible()
  const other = await context.newPage()
  const second = new Wizard(other)
  await step('The same draft in another tab', async () => {
    await other.goto(page.url())
    await second.field('Name').fill('from-the-second')
    await expect(second.saved()).toBeVisible()
  })
  const banner = page.getByRole('alert').filter({ hasText: 'This draft was changed in another tab.' })
  await step('The first types on', async () => {
    await first.field('Target').fill('5')
    await expect(banner).toBeVisible()
    await expect(first.field('Name')).toHaveValue('from-the-first')
  })
  await step('and takes over the other version', async () => {
    await banner.getByRole('button', { name: 'Load that version' }).click()
    await expect(first.field('Name')).toHaveValue('from-the-second')
    await expect(banner).toBeHidden()
  })
})

test('Wizard: planned cells stand on the map of a subnet the group uses', async ({ page }) => {
  const wizard = await new Wizard(page).open()
  await wizard.fill({ ...entries, subnets: ['10.0.3.0/28'], pool: '10.0.3.10-12' })
  await expect.poll(async () => (await new AddressMap(page).legend())['Will be taken']).toBe(3)
  expect(await new AddressMap(page).total()).toBe(2 ** (32 - Number(SUBNETS.edgeA.cidrs[0]?.prefix)))
})
