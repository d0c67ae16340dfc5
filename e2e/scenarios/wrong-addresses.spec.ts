import { expect, step, test } from '../fixtures'

/** "%E0%A4%A" is half a letter, the others are no escapes at all. */
const MALFORMED = ['/groups/%E0%A4%A', '/groups/%ZZ/edit', '/subnets/%ZZ', '/addresses/%', '/%']

test('The console: a malformed address shows its own "not found", with a way out', async ({
  page,
  mishaps,
}) => {
  mishaps.allow(/404 \(Not Found\)/)
  for (const path of MALFORMED)
    await step(path, async () => {
      const answer = await page.goto(path)
      expect(answer?.status()).toBe(404)
      await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
    })
  await page.getByRole('link', { name: 'Back to Groups' }).click()
  await expect(page.getByRole('heading', { name: 'Groups', level: 1 })).toBeVisible()
})

test('The API: a malformed or unknown address is answered with a sentence in JSON', async ({ request }) => {
  for (const path of ['/api/groups/%ZZ', '/api/subnets/%E0%A4%A/occupancy', '/api/addresses/%']) {
    const answer = await request.get(path)
    expect(answer.status(), path).toBe(400)
    expect(await answer.json()).toEqual({ message: expect.stringContaining('percent sign') })
  }
  const unknown = await request.get('/api/nowhere')
  expect(unknown.status()).toBe(404)
  expect(await unknown.json()).toEqual({ message: expect.stringContaining('nothing at this address') })
})
