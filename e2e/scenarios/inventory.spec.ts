import { ALL_FILES, Inventory } from '../drivers/inventory'
import { readTable, tableOf } from '../drivers/table'
import { expect, step, test } from '../fixtures'

test.use({ world: 'empty' })

test('Inventory: VPCs, subnets, Elastic IPs and every held address come in, and again only what differs', async ({
  page,
}) => {
  const inventory = await new Inventory(page).open()
  await inventory.read(ALL_FILES)
  await step('The plan says what each file is', async () => {
    await expect(inventory.headline()).toHaveText(/^\d+ added/)
    expect((await inventory.files()).map((row) => [row.File, row.Sound])).toEqual(
      ALL_FILES.map((name) => [name, 'All']),
    )
  })
  await inventory.apply()
  await step('The subnets are there, with who holds them', async () => {
    await page.goto('/subnets')
    const subnets = await readTable(tableOf(page, 'Subnets'))
    expect(subnets.map((row) => row.Subnet)).toEqual([
      '10.0.0.0/20 private-a-1 2600:1f18:1::/64',
      '10.0.16.0/20 private-b-2 2600:1f18:1:100::/64',
      '10.0.32.0/20 private-c-3 2600:1f18:1:200::/64',
    ])
    expect(subnets[0]?.Utilisation).toMatch(/^[\d,]+ by others (under 1|\d+)%$/)
  })
  await step('The same files again: nothing to do', async () => {
    await inventory.open()
    await inventory.read(ALL_FILES)
    await expect(inventory.headline()).toHaveText(/^Nothing to do: all \d+ items are known already\.$/)
    await inventory.discard()
  })
  await step('A later export: added, changed and gone are a plan first', async () => {
    await inventory.open()
    await inventory.read(['later/describe-network-interfaces.json', 'later/describe-subnets.json'])
    expect(await inventory.part('Added')).toHaveLength(1)
    expect((await inventory.part('Changed')).join('\n')).toContain('private-b-cassandra')
    expect((await inventory.part('Gone')).join('\n')).toContain('eni-078dde6c417af29dc')
    await inventory.apply()
    await page.goto('/subnets')
    await expect(tableOf(page, 'Subnets')).toContainText('private-b-cassandra')
  })
})

const WRONG: readonly (readonly [file: string, sentence: RegExp])[] = [
  ['empty.json', /^empty\.json is empty\. The command failed or printed nothing/],
  [
    'describe-subnets.yaml',
    /^describe-subnets\.yaml holds YAML, not JSON\. Run the command again with --output json\.$/,
  ],
  ['table.txt', /^table\.txt holds a table, not JSON\./],
  [
    'describe-instances.json',
    /^describe-instances\.json.* holds "Reservations", which .*describe-instances prints/,
  ],
  [
    'unauthorized.json',
    /^unauthorized\.json holds an error of the AWS CLI, UnauthorizedOperation of DescribeVpcs/,
  ],
  ['truncated.json', /^truncated\.json breaks off in line \d+\./],
]

test('Inventory: each bad file gets a sentence that names it, and nothing is imported silently', async ({
  page,
}) => {
  const inventory = await new Inventory(page).open()
  await inventory.read(WRONG.map(([file]) => `bad/${file}`))
  const problems = await inventory.problems()
  for (const [file, sentence] of WRONG) {
    expect(problems.filter((text) => text.startsWith(file))).toContainEqual(expect.stringMatching(sentence))
  }
  await page.goto('/subnets')
  await expect(page.getByText('No subnets yet')).toBeVisible()
})

test('Inventory: the sound rest of a file is imported, each item left out with its reason', async ({
  page,
}) => {
  const inventory = await new Inventory(page).open()
  await inventory.read(['describe-vpcs.json', 'describe-subnets.json', 'bad/mixed-network-interfaces.json'])
  const problems = (await inventory.problems()).join('\n')
  expect(problems).toMatch(/eni-03c6ef3620bd794ee is left out: it is in subnet-0deadbeef0c0ffee1/)
  expect(problems).toMatch(/192\.168\.4\.7 is left out, because it is outside subnet-09e3779b185ebca77/)
  expect(problems).toMatch(/10\.0\.0\.4 is left out, because eni-09e3779b185ebca77 .* holds it/)
  const [file] = (await inventory.files()).filter((row) => row.File === 'mixed-network-interfaces.json')
  expect(file?.Sound).toMatch(/^\d+ of \d+$/)
  await inventory.apply()
  await page.goto('/addresses/10.0.0.10')
  await expect(page.getByRole('complementary', { name: 'Now' })).toContainText('eni-0538453d7a9728941')
})

test('Inventory: what a command printed can be pasted', async ({ page }) => {
  const inventory = await new Inventory(page).open()
  await inventory.paste('{"Vpcs": [')
  expect(await inventory.problems()).toEqual([
    expect.stringMatching(/^[Pp]asted text breaks off in line 1\./),
  ])
  await inventory.discard()
  await inventory.paste(
    '{"Vpcs":[{"VpcId":"vpc-0aaaaaaaaaaaaaaa1","CidrBlock":"10.9.0.0/16","CidrBlockAssociationSet":[],"Tags":[]}],"Subnets":[{"SubnetId":"subnet-0aaaaaaaaaaaaaaa1","VpcId":"vpc-0aaaaaaaaaaaaaaa1","CidrBlock":"10.9.1.0/24","AvailabilityZone":"eu-west-1a"}]}',
  )
  await inventory.apply()
  await page.goto('/subnets')
  await expect(tableOf(page, 'Subnets')).toContainText('10.9.1.0/24')
})
