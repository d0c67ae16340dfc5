import { scanPages } from '@/lib/testing/door-scan'
import { foundByAxe } from '../accessible'
import { askPage } from '../doors/ask'
import { expect, step, test } from '../fixtures'

test.use({ world: 'empty', open: true })

test('Accounts: in the open mode every page says so, what is not there and what fails too', async ({
  page,
  holdfast,
  mishaps,
}) => {
  const band = page.getByRole('region', { name: 'Open mode' })

  await step('Every page, and what is none', async () => {
    const silent: string[] = []
    const places = scanPages().map((path) => path.replace(/\[\w+\]/g, 'nobody'))
    const asking = [...places, '/nowhere', '/groups/%ZZ', '/groups/nobody/edit'].map(async (path) => {
      const { location, body } = await askPage(holdfast.url, path)
      const shown = location === null ? body : (await askPage(holdfast.url, location)).body
      if (!shown.includes('aria-label="Open mode"')) silent.push(path)
    })
    await Promise.all(asking)
    expect(silent).toEqual([])
  })

  await step('Nothing is set up there, and the page says why', async () => {
    await page.goto('/setup?token=x')
    expect(await foundByAxe(page)).toEqual([])
    await expect(page.getByRole('heading', { name: 'There is nothing to set up' })).toBeVisible()
    await expect(band).toBeVisible()
    await page.getByRole('link', { name: 'Go to Holdfast' }).click()
    await expect(page.getByRole('heading', { name: 'Groups', level: 1 })).toBeVisible()
    await expect(band).toHaveCount(1)
  })

  await step('Somebody who comes by another name', async () => {
    const { body } = await askPage(holdfast.url, '/login', { headers: { host: 'elsewhere.example' } })
    expect([body.includes('Not by this address'), body.includes('aria-label="Open mode"')]).toEqual([
      true,
      true,
    ])
  })

  await step('Where the frame of every page fails', async () => {
    mishaps.allow(/This browser is broken/)
    await page.addInitScript(() => {
      window.matchMedia = () => {
        throw new Error('This browser is broken')
      }
    })
    await page.goto('/groups')
    await expect(page.getByRole('heading', { name: 'Holdfast cannot show this page' })).toBeVisible()
    await expect(band).toBeVisible()
  })
})
