import { expect, test } from 'vitest'
import type { ImportItem, ImportProblem } from '@/lib/domain/import-problem'
import { importProblemSentence } from './import-messages'

const item = (kind: ImportItem['kind'], id: string | null, line: number, file = 'f.json'): ImportItem => ({
  file,
  cloud: 'aws',
  kind,
  id,
  line,
})
const file = 'f.json'
const eni = item('interface', 'eni-1', 7)

const WANTED =
  'Import the output of aws ec2 describe-vpcs, describe-subnets, describe-network-interfaces, describe-addresses or describe-security-groups, or of az network vnet list, nic list, public-ip list, nsg list, asg list or lb list.'
const AGAIN = 'Run describe-network-interfaces again and import the file as it was printed.'

test.each<[ImportProblem, string]>([
  [
    { kind: 'empty-file', file },
    'f.json is empty. The command failed or printed nothing: run it again and look at what it says.',
  ],
  [
    { kind: 'too-large', file, characters: 220_000_000, limit: 200 * 1024 * 1024 },
    'f.json has 210 MiB, and files of up to 200 MiB are read. Run the command once per VPC (--filters Name=vpc-id,Values=…) or resource group (-g …) and import all the files together.',
  ],
  [
    { kind: 'binary', file, looksLike: null },
    'f.json is not a text file. Import the JSON that aws ec2 describe-vpcs, describe-subnets, describe-network-interfaces, describe-addresses or describe-security-groups, or of az network vnet list, nic list, public-ip list, nsg list, asg list or lb list prints.',
  ],
  [
    { kind: 'binary', file, looksLike: 'utf-16' },
    'f.json is saved as UTF-16, as older PowerShell does with ">". Save it as UTF-8: … | Out-File -Encoding utf8 f.json.',
  ],
  [
    { kind: 'binary', file, looksLike: 'compressed' },
    'f.json is compressed. Unpack it and import what is inside.',
  ],
  [
    { kind: 'wrong-format', file, format: 'yaml' },
    'f.json holds YAML, not JSON. Run the command again with --output json.',
  ],
  [
    { kind: 'wrong-format', file, format: 'table' },
    'f.json holds a table, not JSON. Run the command again with --output json.',
  ],
  [
    { kind: 'wrong-format', file, format: 'text' },
    'f.json holds tab-separated text, not JSON. Run the command again with --output json.',
  ],
  [
    {
      kind: 'cli-error',
      cloud: 'aws',
      file,
      code: 'UnauthorizedOperation',
      operation: 'DescribeVpcs',
      message: 'You may not',
    },
    'f.json holds an error of the AWS CLI, UnauthorizedOperation of DescribeVpcs: You may not. Ask for the permission ec2:DescribeVpcs and run the command again.',
  ],
  [
    {
      kind: 'cli-error',
      cloud: 'aws',
      file,
      code: 'RequestExpired',
      operation: 'DescribeVpcs',
      message: 'Request has expired.',
    },
    'f.json holds an error of the AWS CLI, RequestExpired of DescribeVpcs: Request has expired. Sign in again and run the command again.',
  ],
  [
    {
      kind: 'cli-error',
      cloud: 'aws',
      file,
      code: 'RequestLimitExceeded',
      operation: 'DescribeVpcs',
      message: 'Slow down.',
    },
    'f.json holds an error of the AWS CLI, RequestLimitExceeded of DescribeVpcs: Slow down. Solve it and run the command again.',
  ],
  [
    {
      kind: 'cli-error',
      cloud: 'aws',
      file,
      code: null,
      operation: null,
      message: 'Unable to locate credentials',
    },
    'f.json holds an error of the AWS CLI: Unable to locate credentials. Solve it and run the command again.',
  ],
  [
    {
      kind: 'wrong-command',
      file,
      line: 1,
      key: 'Reservations',
      command: 'aws ec2 describe-instances',
      queried: null,
    },
    `f.json holds "Reservations", which aws ec2 describe-instances prints. ${WANTED}`,
  ],
  [
    { kind: 'wrong-command', file, line: 9, key: 'Things', command: null, queried: null },
    `f.json, line 9, holds "Things". ${WANTED}`,
  ],
  [
    { kind: 'wrong-command', file, line: 1, key: null, command: null, queried: null },
    `f.json holds JSON, but nothing that is imported. ${WANTED}`,
  ],
  [
    { kind: 'wrong-command', file, line: 1, key: 'VpcId', command: null, queried: 'aws' },
    'f.json holds items without the key around them, as --query prints them. Run the command again without --query.',
  ],
  [
    { kind: 'not-json', file, line: 3, column: 9, found: 'nope', rest: 'item', kept: 4 },
    'f.json is not JSON in line 3, column 9, where "nope" stands. This item is left out. Run the command again and import the file as it was printed.',
  ],
  [
    { kind: 'not-json', file, line: 3, column: 9, found: '', rest: 'file', kept: 0 },
    'f.json is not JSON in line 3, column 9, where the line ends. Nothing of it is imported. Run the command again and import the file as it was printed.',
  ],
  [
    { kind: 'truncated', file, line: 328, kept: 1200 },
    'f.json breaks off in line 328. The 1,200 items before that were read, and nothing counts as gone. Run the command again and import the whole file.',
  ],
  [
    { kind: 'truncated', file, line: 3, kept: 1 },
    'f.json breaks off in line 3. The one item before that was read, and nothing counts as gone. Run the command again and import the whole file.',
  ],
  [
    { kind: 'missing-pages', file, itemKind: 'subnet' },
    'f.json ends with a NextToken, so more subnets follow that are not in this import. What is here is imported, and nothing counts as gone. Run describe-subnets without --max-items, or add the next pages.',
  ],
  [
    { kind: 'missing-field', item: eni, field: 'SubnetId' },
    `f.json, line 7: ENI eni-1 is left out: SubnetId is missing. ${AGAIN}`,
  ],
  [
    { kind: 'missing-field', item: item('interface', null, 7), field: 'NetworkInterfaceId' },
    `f.json, line 7: ENI without an id is left out: NetworkInterfaceId is missing. ${AGAIN}`,
  ],
  [
    {
      kind: 'bad-field',
      item: eni,
      field: 'PrivateIpAddress',
      found: '"10.0.0.256"',
      why: 'octet-too-large',
    },
    `f.json, line 7: ENI eni-1 is left out: PrivateIpAddress is "10.0.0.256", and a part of it is larger than 255. ${AGAIN}`,
  ],
  [
    { kind: 'bad-field', item: item('interface', null, 7), field: '', found: 'a list', why: null },
    `f.json, line 7: ENI without an id is left out: it is a list. ${AGAIN}`,
  ],
  [
    { kind: 'no-allocation-id', item: item('public-ip', null, 7), address: '52.0.0.1' },
    'f.json, line 7: 52.0.0.1 is left out: it has no AllocationId. Addresses of EC2-Classic have none and cannot be associated in a VPC; allocate an Elastic IP in its place.',
  ],
  [
    { kind: 'unknown-region', item: item('virtual-network', 'vpc-1', 7), assumed: null },
    'f.json, line 7: VPC vpc-1 is left out: nothing in the import tells its region. Add the output of describe-subnets for the same region.',
  ],
  [
    { kind: 'unknown-region', item: item('virtual-network', 'vpc-1', 7), assumed: 'eu-west-1' },
    'f.json, line 7: VPC vpc-1 does not tell its region. eu-west-1 is assumed, because everything else in this import is there. If that is wrong, add the output of describe-subnets for its region.',
  ],
  [
    {
      kind: 'unknown-vpc',
      file,
      virtualNetworkId: 'vpc-9',
      leftOut: false,
      items: [item('subnet', 'subnet-1', 7)],
    },
    'f.json, line 7: Subnet subnet-1 is left out: it is in vpc-9, which is neither in these files nor known. Add the output of describe-vpcs.',
  ],
  [
    {
      kind: 'unknown-subnet',
      file,
      subnetId: 'subnet-9',
      leftOut: true,
      items: [eni, item('interface', 'eni-2', 8), item('interface', 'eni-3', 9)],
    },
    'f.json, line 7: ENI eni-1 and 2 more ENIs are left out: they are in subnet-9, which is left out itself. Solve that first.',
  ],
  [
    {
      kind: 'outside-subnet',
      item: eni,
      address: '10.9.0.1',
      subnetId: 'subnet-1',
      cidrs: ['10.0.1.0/24', '2600::/64'],
    },
    'f.json, line 7: ENI eni-1: 10.9.0.1 is left out, because it is outside subnet-1 (10.0.1.0/24, 2600::/64). Run describe-subnets and describe-network-interfaces again, at the same time, and import both.',
  ],
  [
    { kind: 'duplicate-id', item: eni, first: item('interface', 'eni-1', 3, 'g.json') },
    'f.json, line 7: ENI eni-1 is also in g.json, line 3, with other content. The first one is used. Import only the newer file.',
  ],
  [
    {
      kind: 'duplicate-address',
      item: eni,
      first: item('interface', 'eni-0', 3),
      address: '10.0.1.9',
      subnetId: 'subnet-1',
    },
    'f.json, line 7: ENI eni-1: 10.0.1.9 is left out, because eni-0 (line 3) holds it in subnet-1. Run describe-network-interfaces again and import only that file.',
  ],
  [
    {
      kind: 'duplicate-address',
      item: item('public-ip', 'eipalloc-2', 7),
      first: item('public-ip', 'eipalloc-1', 3),
      address: '52.0.0.1',
      subnetId: null,
    },
    'f.json, line 7: Elastic IP eipalloc-2 is left out: eipalloc-1 (line 3) has 52.0.0.1 too. Import only the newer file.',
  ],
  [
    {
      kind: 'overlapping-subnets',
      item: item('subnet', 'subnet-2', 7),
      first: item('subnet', 'subnet-1', 3),
      cidr: '10.0.0.0/20',
      firstCidr: '10.0.1.0/24',
      virtualNetworkId: 'vpc-1',
    },
    'f.json, line 7: Subnet subnet-2 is left out: 10.0.0.0/20 overlaps 10.0.1.0/24 of subnet-1 (line 3) in vpc-1. Import only the newer file.',
  ],
])('%o', (problem, sentence) => {
  expect(importProblemSentence(problem)).toBe(sentence)
})

const path = (rest: string, group = 'prod') =>
  `/subscriptions/s-1/resourcegroups/${group}/providers/microsoft.network/${rest}`
const azure = (kind: ImportItem['kind'], id: string | null, line: number): ImportItem => ({
  ...{ file, cloud: 'azure', kind, id, line },
})
const NIC = azure('interface', path('networkinterfaces/web-1'), 7)
const SUBNET = path('virtualnetworks/main/subnets/web')

test.each<[ImportProblem, string]>([
  [
    { kind: 'wrong-format', file, format: 'colours' },
    'f.json holds coloured JSON, not plain JSON. Run the command again with --output json.',
  ],
  [
    {
      ...{ kind: 'cli-error', cloud: 'azure', file, code: 'AuthorizationFailed' },
      ...{ operation: 'Microsoft.Network/virtualNetworks/read', message: 'You may not' },
    },
    'f.json holds an error of the Azure CLI, AuthorizationFailed of Microsoft.Network/virtualNetworks/read: You may not. Ask for the permission Microsoft.Network/virtualNetworks/read and run the command again.',
  ],
  [
    {
      ...{ kind: 'cli-error', cloud: 'azure', file, code: null, operation: null },
      message: "Please run 'az login' to setup account.",
    },
    "f.json holds an error of the Azure CLI: Please run 'az login' to setup account. Sign in with az login and run the command again.",
  ],
  [
    {
      kind: 'cli-error',
      cloud: 'azure',
      file,
      code: 'AADSTS70043',
      operation: null,
      message: 'It has expired.',
    },
    'f.json holds an error of the Azure CLI, AADSTS70043: It has expired. Sign in with az login and run the command again.',
  ],
  [
    { kind: 'wrong-command', file, line: 1, key: 'name', command: null, queried: 'azure' },
    'f.json holds objects without id and type, as --query leaves them. Run the command again without --query.',
  ],
  [
    { kind: 'missing-field', item: NIC, field: 'location' },
    'f.json, line 7: NIC prod/web-1 is left out: location is missing. Run az network nic list again and import the file as it was printed.',
  ],
  [
    {
      kind: 'missing-field',
      item: azure('security-group', path('applicationsecuritygroups/web'), 7),
      field: 'location',
    },
    'f.json, line 7: Application security group prod/web is left out: location is missing. Run az network asg list again and import the file as it was printed.',
  ],
  [
    { kind: 'unknown-subnet', file, subnetId: SUBNET, leftOut: false, items: [NIC, NIC] },
    'f.json, line 7: NIC prod/web-1 and 1 more NIC are left out: they are in prod/main/web, which is neither in these files nor known. Add the output of az network vnet list.',
  ],
  [
    { kind: 'outside-subnet', item: NIC, address: '10.9.0.1', subnetId: SUBNET, cidrs: ['10.0.1.0/24'] },
    'f.json, line 7: NIC prod/web-1: 10.9.0.1 is left out, because it is outside prod/main/web (10.0.1.0/24). Run az network vnet list and az network nic list again, at the same time, and import both.',
  ],
  [
    {
      ...{ kind: 'outside-network', item: azure('subnet', SUBNET, 7), cidr: '10.9.0.0/24' },
      ...{ virtualNetworkId: path('virtualnetworks/main'), cidrs: ['10.0.0.0/16', 'fd00::/48'] },
    },
    'f.json, line 7: Subnet prod/main/web is left out: 10.9.0.0/24 is outside prod/main (10.0.0.0/16, fd00::/48). Run az network vnet list again and import only that file.',
  ],
  [
    {
      ...{ kind: 'duplicate-address', item: NIC, address: '10.0.1.9', subnetId: SUBNET },
      first: azure('interface', path('loadbalancers/lb/frontendipconfigurations/fe'), 3),
    },
    'f.json, line 7: NIC prod/web-1: 10.0.1.9 is left out, because prod/lb/fe (line 3) holds it in prod/main/web. Run az network nic list again and import only that file.',
  ],
  [
    {
      kind: 'not-imported',
      item: azure('public-ip', path('publicipaddresses/ip-1'), 7),
      why: { kind: 'no-address' },
    },
    'f.json, line 7: Public IP prod/ip-1 is left out: it has no address now. A dynamic one gets an address when something uses it; import it again then.',
  ],
  [
    {
      kind: 'not-imported',
      item: azure('load-balancer', path('loadbalancers/lb'), 7),
      why: { kind: 'gateway' },
    },
    'f.json, line 7: Load balancer prod/lb is left out: it passes traffic through network appliances (SKU Gateway), and no group can be behind it. Nothing needs to be done.',
  ],
  [
    {
      ...{ kind: 'not-imported', item: azure('public-ip', path('publicipaddresses/ip-1'), 7) },
      why: { kind: 'sku', sku: 'StandardV2' },
    },
    'f.json, line 7: Public IP prod/ip-1 is left out: its SKU is StandardV2, and groups can use a public IP of Standard or Basic only. Nothing needs to be done.',
  ],
  [
    {
      ...{ kind: 'unlisted-holders', subnet: azure('subnet', SUBNET, 7) },
      holders: [
        { type: 'applicationgateways', count: 1 },
        { type: 'virtualmachinescalesets', count: 1_200 },
        { type: 'novelties', count: 2 },
      ],
    },
    'f.json, line 7: Subnet prod/main/web: 1,203 addresses are held by what az does not print the address of (application gateway, 1,200 scale set machines, 2 novelties), and count as free here. Leave them out of pools. For scale sets, add the output of az vmss nic list.',
  ],
  [
    {
      ...{ kind: 'unlisted-holders', subnet: azure('subnet', SUBNET, 7) },
      holders: [{ type: 'bastionhosts', count: 1 }],
    },
    'f.json, line 7: Subnet prod/main/web: an address is held by what az does not print the address of (bastion host), and counts as free here. Leave them out of pools.',
  ],
])('of Azure: %o', (problem, sentence) => {
  expect(importProblemSentence(problem)).toBe(sentence)
})
