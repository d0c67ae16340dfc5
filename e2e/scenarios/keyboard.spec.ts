import type { Locator, Page } from '@playwright/test'
import { GroupPage } from '../drivers/group'
import { Wizard } from '../drivers/wizard'
import { expect, step, test } from '../fixtures'

/** Tab until the focus is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let press = 0; press < 60; press++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}

test('Keyboard only: a group is created without a mouse', async ({ page }) => {
  await page.goto('/groups')
  const wizard = new Wizard(page)
  const keys = page.keyboard
  await step('From Groups to the wizard', async () => {
    await tabTo(page, page.getByRole('link', { name: 'Create group' }))
    await keys.press('Enter')
    await expect(wizard.field('Name')).toBeVisible()
  })
  await step('General', async () => {
    await tabTo(page, wizard.field('Name'))
    await keys.type('by-keyboard')
    await tabTo(page, page.getByRole('combobox', { name: 'VPC', exact: true }))
    await keys.type('vpc-prod')
    await keys.press('ArrowDown')
    await keys.press('Enter')
    await tabTo(page, page.getByRole('combobox', { name: 'Subnets', exact: true }))
    await keys.type('10.0.2.0')
    await keys.press('ArrowDown')
    await keys.press('Enter')
    await keys.press('Escape')
    await tabTo(page, wizard.field('Target'))
    await keys.press('ControlOrMeta+a')
    await keys.type('2')
    await keys.press('Enter')
    await wizard.isAt('Compute')
  })
  await step('Compute', async () => {
    await tabTo(page, wizard.field('Image'))
    await keys.type('ami-0abcdef1234567890')
    await tabTo(page, page.getByRole('combobox', { name: 'Instance types' }))
    await keys.type('m6i.large')
    await keys.press('Enter')
    await keys.press('Escape')
    await tabTo(page, page.getByRole('combobox', { name: 'Security groups' }))
    await keys.type('prod')
    await keys.press('ArrowDown')
    await keys.press('Enter')
    await keys.press('Escape')
    await tabTo(page, page.getByRole('button', { name: 'Next: Persistence' }))
    await keys.press('Enter')
    await wizard.isAt('Persistence')
  })
  await step('Persistence', async () => {
    const maintain = wizard.checkbox('Maintain private IP')
    await tabTo(page, maintain)
    if (!(await maintain.isChecked())) await keys.press('Space')
    await tabTo(page, wizard.field('Private IP Pool'))
    await keys.type('10.0.2.100-101')
    await keys.press('Enter')
    await expect(wizard.poolTotal()).toHaveText('2 members: 2 usable')
    await tabTo(page, page.getByRole('button', { name: 'Next: Review' }))
    await keys.press('Enter')
    await wizard.isAt('Review')
  })
  await step('Review, and created', async () => {
    const create = wizard.finishButton('Create group')
    await expect(create).not.toHaveAttribute('aria-disabled', 'true')
    await tabTo(page, create)
    await keys.press('Enter')
    await expect(page).toHaveURL(/\/groups\/sig-/)
  })
  await new GroupPage(page).settles(['Paused, never resumed', 'Paused, never resumed'])
})
