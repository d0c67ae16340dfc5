import { openStore } from '@/lib/storage/store'
import { foundByAxe } from '../accessible'
import { GroupsList } from '../drivers/groups'
import { PooledWizard } from '../drivers/pooled-wizard'
import { Wizard } from '../drivers/wizard'
import { expect, step, test } from '../fixtures'
import { DATABASE } from '../worlds'

const entries = { name: 'web-edge', zones: ['1', '3'], target: 2, maximum: 4 }

test('Wizard on Azure: a zonal group with two interfaces is created from its plan', async ({ page }) => {
  const wizard = new PooledWizard(page)
  await wizard.open()
  await wizard.reachNetwork(entries)
  await step('Two interfaces, each with its pools', async () => {
    await wizard.card('eth0').fill({
      ...{ subnet: 'web', networkSecurityGroup: 'web-nsg', applicationSecurityGroups: ['web-servers'] },
      ...{ pool: '10.20.1.100-107', publicIps: ['20.61.10.12', '20.61.10.41'] },
    })
    await wizard.addInterface()
    await expect(wizard.card('eth1').field('Name')).toBeFocused()
    await wizard.card('eth1').fill({ subnet: 'data', pool: '10.20.2.100-103' })
    await expect.poll(() => wizard.card('eth1').members()).toContain('10.20.2.100 free')
    await wizard.card('eth1').says(/twice maximum capacity is 8/)
  })
  await wizard.next('Review')
  await step('Review has the network as JSON with its field names, and Terraform', async () => {
    const code = page.getByRole('region', { name: 'As code' })
    const shown = code.getByRole('region', { name: 'The group as JSON' })
    // The code follows the plan, which follows what was typed.
    await expect(shown).toContainText('"subnetName": "data"')
    await expect(shown).toContainText('"10.20.2.103"')
    const json = (await shown.textContent()) ?? ''
    expect(JSON.parse(json)).toMatchObject({
      resourceGroupName: 'holdfast-demo',
      virtualNetworkName: 'ZonalVirtualNetwork',
      networkInterfaces: [
        { isPrimary: true, subnetName: 'web', assignPublicIp: true, publicIpSku: 'Standard' },
        { isPrimary: false, subnetName: 'data', assignPublicIp: false },
      ],
    })
    await code.getByRole('tab', { name: 'Terraform' }).click()
    await expect(code.getByRole('region', { name: 'The group as Terraform' })).toContainText(
      'spotinst_elastigroup_azure_v3',
    )
    const changes = page.getByRole('region', { name: 'Every change' })
    await expect(changes).toContainText('10.20.1.100')
    await expect(changes).toContainText('10.20.2.101')
  })
  await wizard.create()
  await expect(page.getByRole('heading', { name: 'web-edge', level: 1 })).toBeVisible()
})

test('Wizard on Azure: another cloud puts aside what does not apply, and choosing it again brings it back', async ({
  page,
}) => {
  const wizard = new PooledWizard(page)
  await wizard.open()
  await wizard.fillGeneral({ name: 'kafka-edge', target: 2, maximum: 4 })
  await step('Azure', async () => {
    await wizard.chooseCloud('Azure')
    await expect(page.getByText(/What you chose for AWS is kept in this draft/)).toBeVisible()
    await expect(wizard.field('Name')).toHaveValue('kafka-edge')
    await expect(page.getByRole('combobox', { name: 'Region' })).toHaveValue(/^westeurope/)
    await expect(page.getByRole('combobox', { name: 'VPC' })).toHaveCount(0)
    await wizard.checkbox('Zone 2').check()
    await expect(wizard.saved()).toBeVisible()
  })
  await step('After a reload AWS is still there to go back to', async () => {
    await page.reload()
    await expect(wizard.checkbox('Zone 2')).toBeChecked()
    await wizard.chooseCloud('AWS')
    await expect(page.getByRole('combobox', { name: 'VPC' })).toHaveValue(/^vpc-prod/)
    await expect(page.getByRole('list', { name: 'Chosen subnets' })).toContainText('10.0.2.0/24')
  })
})

test('Wizard on Azure: what is wrong shows its sentence at its field', async ({ page }) => {
  const wizard = new PooledWizard(page)
  await wizard.open()
  const eth0 = wizard.card('eth0')
  await step('Capacity out of order', async () => {
    await wizard.fillPlace({ ...entries, target: 5 })
    await page.getByRole('button', { name: 'Next: Compute' }).click()
    await expect(page.getByText('Maximum 4 is below target 5. Raise it, or lower target.')).toBeVisible()
    await wizard.field('Target').fill('2')
    await wizard.next('Compute')
    await wizard.fillMachines(entries)
    await wizard.next('Persistence')
  })
  await step('Next asks for the network and the subnet', async () => {
    await page.getByRole('button', { name: 'Next: Review' }).click()
    await expect(page.getByText('Choose a virtual network.')).toBeVisible()
    await eth0.says('Choose a subnet.')
    await wizard.chooseNetwork('ZonalVirtualNetwork')
    await expect(page.getByText('Choose a virtual network.')).toBeHidden()
  })
  await step('Pool members reserved, outside and held, each with what to choose instead', async () => {
    await eth0.fill({ subnet: 'web', applicationSecurityGroups: ['web-servers'] })
    await eth0.typePool('10.20.1.1, 10.20.1.20, 10.20.9.9, 10.20.1.50')
    await eth0.says(/4 members: 1 usable, 3 unusable/)
    const members = await eth0.members()
    expect(members[0]).toMatch(/Reserved by Azure: the first four addresses and the last of 10\.20\.1\.0\/24/)
    expect(members[1]).toMatch(/Held by build-agent-1 \(build-agent-1-nic\), not one of ours/)
    expect(members[2]).toMatch(/Outside the interface’s subnet \(10\.20\.1\.0\/24\)/)
    expect(members[3]).toMatch(/^10\.20\.1\.50 free$/)
    await eth0.card.getByRole('button', { name: 'Remove the 3 unusable' }).click()
  })
  await step('A member of two interfaces is told at both', async () => {
    await wizard.addInterface()
    await wizard.card('eth1').typePool('10.20.1.50')
    await wizard.card('eth1').says('10.20.1.50 is in the pool of eth0, too. Remove it from one of them.')
    await eth0.says('10.20.1.50 is in the pool of eth1, too. Remove it from one of them.')
    await expect.poll(() => eth0.members()).toEqual([expect.stringContaining('In the pool of eth1, too.')])
  })
  await step('More interfaces than the size takes', async () => {
    await wizard.addInterface()
    // Its plan says the same, a moment later.
    await expect(
      page
        .getByRole('region', { name: 'Network interfaces' })
        .getByText(
          'Standard_D4s_v5 takes 2 network interfaces; this group has 3. Remove interfaces, or choose a larger size.',
        ),
    ).toBeVisible()
    await wizard.card('eth2').tool('Remove').click()
    await expect(wizard.card('eth2').card).toHaveCount(0)
  })
  await step('Next opens a closed card and goes to what is missing in it', async () => {
    await eth0.card.getByRole('button', { name: 'Remove 10.20.1.50' }).click()
    await wizard.card('eth1').field('Name').fill('')
    await page.getByRole('button', { name: 'Network interface interface 2' }).click()
    await page.getByRole('button', { name: 'Next: Review' }).click()
    await expect(page.getByText('Give the interface a name.')).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Name', exact: true }).last()).toBeFocused()
    await page.getByRole('textbox', { name: 'Name', exact: true }).last().fill('eth1')
  })
  await step('Two names', async () => {
    await wizard.card('eth1').field('Name').fill('eth0')
    await expect(
      page.getByText('Two interfaces are named eth0. Give one of them another name.'),
    ).toBeVisible()
    await page.getByRole('textbox', { name: 'Name', exact: true }).last().fill('eth1')
  })
  await step('Removing an interface with pools asks first', async () => {
    await wizard.card('eth1').tool('Remove').click()
    const question = page.getByRole('dialog', { name: 'Remove eth1?' })
    await expect(question).toContainText('1 private address')
    await question.getByRole('button', { name: 'Remove eth1' }).click()
    expect(await wizard.interfaces()).toEqual(['eth0'])
  })
  await step('Subnet and application security group of another network', async () => {
    await wizard.chooseNetwork('TestVirtualNetwork')
    await eth0.says(/web is a subnet of zonalvirtualnetwork, not of this virtual network/)
    await eth0.says(/web-servers belongs to interfaces of zonalvirtualnetwork/)
    await wizard.chooseNetwork('ZonalVirtualNetwork')
    await expect(page.getByRole('button', { name: /to mend/ })).toHaveCount(0)
  })
})

test('Z4 Z8 public IPs and load balancers that do not fit cannot be chosen, and say why', async ({
  page,
}) => {
  const wizard = new PooledWizard(page)
  await wizard.open()
  await wizard.reachNetwork(entries)
  const eth0 = wizard.card('eth0')
  await eth0.fill({ subnet: 'web', publicIps: ['20.61.10.12'] })
  await step('Zone outside, dynamic, Basic, and in another pool', async () => {
    const reasons: [string, RegExp][] = [
      ['20.61.10.21', /In zone 2; the group’s VMs are in zones 1, 3/],
      ['20.61.10.61', /Dynamic: its address changes/],
      ['20.61.10.71', /Basic; the group’s public IPs are Standard/],
      ['20.61.10.11', /In the pool of picture-2-public-pool/],
      ['20.61.10.81', /Held by gateway-nic, not one of ours/],
    ]
    for (const [address, reason] of reasons) {
      await eth0.field('Public IP pool').fill(address)
      const option = page.getByRole('option', { name: address })
      await expect(option).toHaveAttribute('aria-disabled', 'true')
      await expect(option).toContainText(reason)
    }
    await eth0.field('Public IP pool').fill('')
    await page.keyboard.press('Escape')
  })
  await step('Basic says what it changes, and is refused for new ones', async () => {
    await page.getByRole('radio', { name: /^Basic/ }).check({ force: true })
    await expect(
      page.getByText('With Basic, one pool member does not fit: 20.61.10.12 (eth0).'),
    ).toBeVisible()
    await expect(
      page.getByText(/Azure retired Basic public IPs on 30 September 2025\. New ones are refused/),
    ).toBeVisible()
    await page.getByRole('radio', { name: 'Standard' }).check({ force: true })
    await expect(page.getByText(/does not fit/)).toHaveCount(0)
  })
  await step('A load balancer of another SKU cannot be chosen', async () => {
    await page.getByRole('combobox', { name: 'Load balancers' }).click()
    const legacy = page.getByRole('option', { name: /legacy-lb/ })
    await expect(legacy).toHaveAttribute('data-combobox-disabled', 'true')
    await expect(legacy).toContainText('Basic; the group’s public IPs are Standard')
    await page.getByRole('option', { name: /web-lb/ }).click()
    await page.keyboard.press('Escape')
  })
  await step('A member whose zone is no longer the group’s has to be mended', async () => {
    await wizard.goTo('General')
    await wizard.checkbox('Zone 1').uncheck()
    await page.getByRole('button', { name: /1 thing to mend: 1 in Persistence/ }).click()
    await wizard.isAt('Persistence')
    await expect(eth0.field('Public IP pool')).toBeFocused()
    await eth0.says(/20\.61\.10\.12 \(publicip-zone1-2\) is in zone 1; the group’s VMs are in zone 3/)
  })
})

test('Wizard on Azure: interfaces are named, copied, moved and made primary with the keyboard', async ({
  page,
}) => {
  const wizard = new PooledWizard(page)
  await wizard.open()
  await wizard.reachNetwork({ ...entries, sizes: ['Standard_D16s_v5'] })
  await wizard.card('eth0').fill({ subnet: 'web', networkSecurityGroup: 'web-nsg', pool: '10.20.1.100' })
  await step('A copy has no pools', async () => {
    await wizard.card('eth0').tool('Copy').press('Enter')
    await expect(wizard.card('eth1').field('Name')).toBeFocused()
    await expect(wizard.card('eth1').combobox('Network security group')).toHaveValue('web-nsg')
    expect(await wizard.card('eth1').members()).toEqual([])
  })
  await step('Alt and an arrow move it, and the focus goes with it', async () => {
    await wizard.card('eth1').toggle.focus()
    await page.keyboard.press('Alt+ArrowUp')
    expect(await wizard.interfaces()).toEqual(['eth1', 'eth0'])
    await expect(wizard.card('eth1').tool('Move')).toHaveCount(2)
    await expect(page.getByRole('button', { name: 'Move eth1 down' })).toBeFocused()
  })
  await step('Primary moves with one key', async () => {
    await page.getByRole('radio', { name: 'eth0 is primary' }).focus()
    await page.keyboard.press('ArrowUp')
    expect(await wizard.card('eth1').isPrimary()).toBe(true)
    expect(await wizard.card('eth0').isPrimary()).toBe(false)
  })
  await step('A closed card says what it is', async () => {
    await wizard.card('eth0').toggle.press('Enter')
    await expect(wizard.card('eth0').card).toContainText(
      'web 10.20.1.0/24, 1 private address, no public IP, web-nsg',
    )
  })
  await step('Nothing of it keeps anyone out', async () => {
    expect(await foundByAxe(page)).toEqual([])
  })
})

test('Wizard on Azure: an edited group shows what will change', async ({ page }) => {
  const groups = await new GroupsList(page).open()
  await groups.table.getByRole('link', { name: 'picture-2-public-pool', exact: true }).click()
  await expect(page).toHaveURL(/\/groups\/sig-[^/?]+$/)
  await page.goto(`${page.url()}/edit?step=persistence`)
  const wizard = new PooledWizard(page)
  await wizard.card('eth0').typePool('10.20.1.100-101')
  await wizard.goTo('Review')
  expect(await wizard.changes()).toEqual([
    {
      Field: 'eth0: Private IP Pool Persistence',
      Before: '0 addresses',
      After: '2 addresses, added 10.20.1.100-101',
    },
  ])
  await wizard.finish('Apply changes')
})

test('B7 a draft of before there was a second cloud opens as it was', async ({ page, holdfast }, info) => {
  await step('Such a draft is in the database', async () => {
    await holdfast.killConsole()
    const databaseUrl = `file:${info.outputPath('world')}/${DATABASE}`
    const store = await openStore({ databaseUrl, now: () => '2026-01-01T00:00:00.000Z' })
    await store.reads.createDraft({ id: 'draft-old', groupId: null, step: 'persistence', values: OLD_DRAFT })
    await store.close()
    await holdfast.startConsole()
  })
  await page.goto('/groups/new?draft=draft-old')
  const wizard = new Wizard(page)
  await wizard.isAt('Persistence')
  await expect(wizard.checkbox('Maintain private IP')).toBeChecked()
  await wizard.goTo('General')
  await expect(wizard.field('Name')).toHaveValue('of-before')
  await expect(page.getByRole('combobox', { name: 'VPC' })).toHaveCount(1)
})

const OLD_DRAFT = {
  general: {
    ...{ name: 'of-before', region: 'us-east-1', virtualNetworkId: '', subnetIds: [] },
    capacity: { minimum: 0, target: 1, maximum: 10 },
  },
  compute: { imageId: '', instanceTypes: [], securityGroupIds: [] },
  persistence: {
    ...{ publicIpPool: [], maintainPrivateIp: true, privateIpPool: '', overflow: 'random' },
    ...{ resumePoolOnCreate: false, coolingSeconds: 300 },
  },
}
