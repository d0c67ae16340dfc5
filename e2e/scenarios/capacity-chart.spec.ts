import { CapacityTab } from '../drivers/capacity'
import { GroupPage } from '../drivers/group'
import { expect, step, test } from '../fixtures'

const SIX = { desired: 6, running: 6, onPool: 6, onRandom: 0 }
const TEN = { desired: 10, running: 10, onPool: 8, onRandom: 2 }
const FOUR = { desired: 4, running: 4, onPool: 4, onRandom: 0 }

test('Capacity chart: what was wanted, what ran and on which addresses, live, as a table and by keyboard', async ({
  page,
}) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  const capacity = await step('The Capacity tab says how it is now', () => new CapacityTab(page).open())
  await expect(capacity.legend()).toHaveText(
    /Desired 6.*Running 6.*On pool addresses 6.*On random addresses 0/,
  )

  await step('As a table, which follows live: up to ten, of which eight have a pool address', async () => {
    await capacity.showAs('table')
    await expect.poll(() => capacity.last()).toEqual(SIX)
    await group.scaleTo(10)
    await expect.poll(() => capacity.last()).toEqual(TEN)
  })
  await step('Down to four: random addresses are left first', async () => {
    await group.scaleTo(4)
    await expect.poll(() => capacity.last()).toEqual(FOUR)
  })

  const steps = await capacity.steps()
  for (const { running, onPool, onRandom } of steps) expect(onPool + onRandom).toBe(running)
  expect(steps).toContainEqual(TEN)
  const wanted = steps.map(({ desired }) => desired)
  expect(wanted.filter((desired, at) => desired !== wanted[at - 1])).toEqual([6, 10, 4])
  expect(Math.max(...steps.map(({ running }) => running))).toBe(10)
  const rows = await capacity.rows()
  expect(rows[0]?.Until).toBe('Now')
  expect(rows.slice(1).map((row) => row.Until)).toEqual(rows.slice(0, -1).map((row) => row.From))

  await step('What happened stands beside it', async () => {
    const told = (await capacity.events()).map((row) => row.What).join('\n')
    expect(told).toContain('target change')
  })

  await step('By keyboard, change by change', async () => {
    await capacity.showAs('chart')
    await capacity.reader.focus()
    await page.keyboard.press('End')
    await expect(capacity.reader).toHaveAttribute(
      'aria-valuetext',
      /^Since \d.*: Desired 4, Running 4, On pool addresses 4, On random addresses 0$/,
    )
    const said: string[] = []
    for (let place = steps.length; place > 0; place--) {
      await expect(capacity.reader).toHaveAttribute('aria-valuenow', String(place))
      said.push((await capacity.reader.getAttribute('aria-valuetext')) ?? '')
      await page.keyboard.press('ArrowLeft')
    }
    expect(
      said.reverse().map((text) =>
        text
          .match(/\d+(?=,|$)/g)
          ?.slice(-4)
          .map(Number),
      ),
    ).toEqual(steps.map((one) => [one.desired, one.running, one.onPool, one.onRandom]))
    await page.keyboard.press('End')
    await expect(capacity.reader).toHaveAttribute('aria-valuetext', /^Since/)
  })
})

test('Capacity chart: what happened is marked, and leads to exactly these events', async ({
  page,
  control,
}) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  const { machine } = await group.at('10.0.1.32')
  const capacity = await new CapacityTab(page).open()
  await expect(capacity.reader).toBeVisible()
  await step('AWS takes a machine back while one looks', async () => {
    await control.interrupt({ machineIds: [machine] })
    await expect(capacity.marks().filter({ visible: true })).not.toHaveCount(0)
    await expect(capacity.legend()).toContainText('Running 6')
    await expect
      .poll(async () => {
        const labels = await capacity.marks().evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''))
        return labels.join('\n')
      })
      .toMatch(/1 interruption(.|\n)*1 replacement/)
  })
  await step('The mark is reached by keyboard and says what it is', async () => {
    await capacity.part.getByRole('button', { name: 'Show as table' }).focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Home')
    const mark = capacity.marks().first()
    await expect(mark).toBeFocused()
    await expect(page.getByRole('tooltip')).toContainText('1 interruption')
    await page.keyboard.press('Enter')
    await expect(mark).toHaveAttribute('aria-expanded', 'true')
    await expect(capacity.detail).toContainText('1 interruption')
  })
  await step('Its link shows these events and no others', async () => {
    await capacity.detail.getByRole('link', { name: 'Show in activity' }).click()
    await expect(page.getByRole('heading', { name: 'Activity', level: 1 })).toBeVisible()
    const events = page.getByRole('list', { name: 'Events' }).getByRole('listitem')
    await expect(events.last()).toContainText('Machine interrupted')
    const titles = await events.allInnerTexts()
    expect(titles.length).toBeLessThanOrEqual(2)
    for (const title of titles) expect(title).toMatch(/Machine (interrupted|replaced after interruption)/)
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await expect.poll(() => events.count()).toBeGreaterThan(2)
  })
})
