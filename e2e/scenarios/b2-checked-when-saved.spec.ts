import { Wizard } from '../drivers/wizard'
import { expect, step, test } from '../fixtures'

test('B2 checked when saved: every member that cannot be used says why, and the way out', async ({
  page,
}) => {
  const wizard = await new Wizard(page).open()
  await wizard.fillGeneral({ name: 'checked', target: 1, subnets: ['10.0.1.0/24', '10.0.2.0/24'] })
  await wizard.next('Compute')
  await wizard.fillCompute({ name: 'checked', target: 1 })
  await wizard.next('Persistence')
  await step('Good and bad members are pasted, one per line and by commas', async () => {
    await wizard.typePool('10.0.1.2, 10.0.1.7, 10.0.1.33, 10.0.9.9, 10.0.2.110-112, 10.0.2.110')
    await expect
      .poll(() => wizard.poolMembers())
      .toContainEqual(expect.stringMatching(/^10\.0\.1\.2\b.*[Rr]eserved by AWS/))
  })
  await expect
    .poll(() => wizard.poolMembers())
    .toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^10\.0\.1\.2\b.*reserved by AWS: the first four addresses and the last of 10\.0\.1\.0\/24/i,
        ),
        expect.stringMatching(/^10\.0\.1\.7\b.*held by i-.*bastion/i),
        expect.stringMatching(/^10\.0\.1\.33\b.*(held by ssi-.* in|in the pool of) cassandra-ring/i),
        expect.stringMatching(
          /^10\.0\.9\.9\b.*outside the group’s subnets \(10\.0\.1\.0\/24, 10\.0\.2\.0\/24\)/i,
        ),
        // Listed twice in what was pasted, kept once.
        expect.stringMatching(/^10\.0\.2\.110\b.*free/),
      ]),
    )
  expect((await wizard.poolMembers()).filter((text) => text.startsWith('10.0.2.110'))).toHaveLength(1)
  await step('Next stays here, with the problem at the field', async () => {
    await page.getByRole('button', { name: 'Next: Review' }).click()
    await expect(wizard.field('Private IP Pool')).toHaveAttribute('aria-invalid', 'true')
    await wizard.isAt('Persistence')
  })
  await step('The way out is one click: another address, or without them', async () => {
    await page.getByRole('button', { name: /^Choose 10\.0\.1\.\d+ instead of 10\.0\.1\.7$/ }).click()
    await page.getByRole('button', { name: /^Remove the .*unusable/ }).click()
    await wizard.next('Review')
    await expect(wizard.plan()).toContainText(/paused instances, one per pool address/)
  })
})

test('B2 checked when saved: text that is no address is named, and nothing of it is lost', async ({
  page,
}) => {
  const wizard = await new Wizard(page).open()
  await wizard.fillGeneral({ name: 'checked', target: 1 })
  await wizard.goTo('Persistence')
  await wizard.typePool('10.0.1.300')
  await expect(
    page.getByText('“10.0.1.300” has a number above 255. Each part of an IPv4 address is 0 to 255.').first(),
  ).toBeVisible()
  await expect(wizard.field('Private IP Pool')).toHaveValue('10.0.1.300')
})
