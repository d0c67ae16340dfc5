import { ALL_AZURE_FILES, ALL_FILES, Inventory } from '../drivers/inventory'
import { readTable, tableOf } from '../drivers/table'
import { expect, step, test } from '../fixtures'

test.use({ world: 'empty' })

test('Inventory: what az network … list prints comes in beside what AWS has, and neither makes the other gone', async ({
  page,
}) => {
  const inventory = await new Inventory(page).open()
  await step('The commands of both clouds are there to copy', async () => {
    await expect(page.getByRole('button', { name: /^aws ec2 describe-vpcs/ })).toBeVisible()
    await page.getByRole('tab', { name: 'Azure' }).click()
    await expect(page.getByRole('button', { name: /^az network vnet list/ })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Copy all six' })).toBeVisible()
  })
  await step('The plan says what each file is, in Azure’s words', async () => {
    await inventory.read(ALL_AZURE_FILES, 'azure-cli')
    const files = await inventory.files()
    expect(files.map((row) => [row.File, row['What it is'], row.Sound])).toEqual([
      ['nics.json', 'NICs', 'All'],
      ['vnets.json', 'Virtual networks', 'All'],
      ['vnets.json', 'Subnets', 'All'],
      ['public-ips.json', 'Public IPs', '13 of 14'],
      ['nsgs.json', 'Security groups', 'All'],
      ['asgs.json', 'Security groups', 'All'],
      ['lbs.json', 'Load balancers', '2 of 3'],
    ])
    await page.getByRole('button', { name: /^Added/ }).click()
    const added = (await inventory.part('Added')).join('\n')
    expect(added).toContain('Virtual network')
    expect(added).toContain('rg-network/vnet-orders')
    expect((await inventory.problems()).join('\n')).toMatch(
      /pip-orders-10 is left out: it has no address now/,
    )
  })
  await inventory.apply()
  await step('The subnets are there with their prefixes and the network that they are in', async () => {
    await page.goto('/subnets')
    const subnets = await readTable(tableOf(page, 'Subnets'))
    const texts = subnets.map((row) => row.Subnet)
    expect(texts).toEqual([
      '10.0.0.0/20 snet-web fd40:db8:1::/64',
      '10.0.16.0/20 snet-data',
      '10.0.32.0/20 snet-batch 10.100.2.0/24',
    ])
  })
  await step('AWS comes in beside it: nothing is gone', async () => {
    await inventory.open()
    await inventory.read(ALL_FILES)
    await expect(inventory.headline()).toHaveText(/^\d+ added(; \d+ stay as they are)?\.$/)
    await inventory.apply()
  })
  await step('The same files of both: nothing to do', async () => {
    await inventory.open()
    await inventory.read(ALL_AZURE_FILES, 'azure-cli')
    await expect(inventory.headline()).toHaveText(/^Nothing to do: all \d+ items are known already\.$/)
  })
})

const WRONG: readonly (readonly [file: string, sentence: RegExp])[] = [
  ['table.txt', /holds a table, not JSON\. Run the command again with --output json\.$/],
  ['vnets.yaml', /holds YAML, not JSON/],
  ['nics.tsv', /holds tab-separated text, not JSON/],
  ['unauthorized.txt', /Ask for the permission Microsoft\.Network\/networkInterfaces\/read and run/],
  ['signed-out.txt', /error of the Azure CLI: Please run 'az login'.*Sign in with az login/],
  ['vms.json', /holds "Microsoft\.Compute\/virtualMachines", which az vm list prints/],
  ['truncated.json', /^truncated\.json breaks off in line \d+\./],
]

test('Inventory: each bad file of az gets a sentence that names it, and nothing is imported silently', async ({
  page,
}) => {
  const inventory = await new Inventory(page).open()
  await inventory.read(
    WRONG.map(([file]) => `bad/${file}`),
    'azure-cli',
  )
  const problems = await inventory.problems()
  for (const [file, sentence] of WRONG)
    expect(problems.filter((text) => text.startsWith(file))).toContainEqual(expect.stringMatching(sentence))
  await page.goto('/subnets')
  await expect(page.getByText('No subnets yet')).toBeVisible()
})

test('Inventory: the sound rest of a list of NICs is imported; a file of PowerShell is read', async ({
  page,
}) => {
  const inventory = await new Inventory(page).open()
  await inventory.read(['vnets.json', 'nsgs-utf16.json', 'bad/mixed-nics.json'], 'azure-cli')
  const problems = (await inventory.problems()).join('\n')
  expect(problems).toMatch(
    /NIC rg-orders\/orders-1-nic is left out: ipConfigurations\[0\]\.subnet\.id is missing/,
  )
  expect(problems).toMatch(/privateIPAddress is "10\.0\.0\.300", and a part of it is larger than 255/)
  expect(problems).toMatch(
    /192\.168\.4\.7 is left out, because it is outside rg-network\/vnet-orders\/snet-web/,
  )
  expect(problems).toMatch(/10\.0\.0\.8 is left out, because rg-orders\/orders-4-nic .* holds it/)
  const files = await inventory.files()
  expect(files.find((row) => row.File === 'nsgs-utf16.json')?.Sound).toBe('All')
  expect(files.find((row) => row.File === 'mixed-nics.json')?.Sound).toBe('3 of 9')
  await inventory.apply()
  await page.goto('/addresses/10.0.0.8')
  await expect(page.getByRole('complementary', { name: 'Now' })).toContainText('orders-4')
})
