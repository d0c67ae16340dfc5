import { atStart, many, oneOrMany, SHARED_WORDS } from '@/lib/domain/cloud-words'
import type { ImportItem, ImportProblem } from '@/lib/domain/import-problem'
import type { InventoryKind } from '@/lib/domain/inventory-diff'
import type { AddressTextProblem } from '@/lib/domain/refusal'

/** What an item of the kind is called, and the command that prints it. */
const WORDS: { readonly [K in InventoryKind]: { readonly one: string; readonly command: string } } = {
  'virtual-network': { one: SHARED_WORDS.virtualNetwork, command: 'describe-vpcs' },
  subnet: { one: SHARED_WORDS.subnet, command: 'describe-subnets' },
  'security-group': { one: SHARED_WORDS.securityGroup, command: 'describe-security-groups' },
  'public-ip': { one: SHARED_WORDS.publicIp, command: 'describe-addresses' },
  'load-balancer': { one: 'load balancer', command: 'network lb list' },
  interface: { one: SHARED_WORDS.interface, command: 'describe-network-interfaces' },
}

const WANTED =
  'aws ec2 describe-vpcs, describe-subnets, describe-network-interfaces, describe-addresses or describe-security-groups'

const WHY: { readonly [P in AddressTextProblem]: string } = {
  empty: 'it is empty',
  'not-an-address': 'it is not an address',
  'leading-zero': 'it has a leading zero',
  'octet-too-large': 'a part of it is larger than 255',
  'not-a-prefix': 'it is not a CIDR',
  'prefix-too-long': 'its prefix is too long',
  'host-bits-set': 'it is an address inside a block, not the block',
  'range-reversed': 'it ends before it begins',
  'mixed-families': 'it mixes IPv4 and IPv6',
  'zone-id': 'it has a zone id',
}

/** One problem of an import as a sentence or two: file, item, reason, and the way out. */
export function importProblemSentence(problem: ImportProblem): string {
  switch (problem.kind) {
    case 'empty-file':
      return `${problem.file} is empty. The command failed or printed nothing: run it again and look at what it says.`
    case 'too-large':
      return `${problem.file} has ${mebibytes(problem.characters)} MiB, and files of up to ${mebibytes(problem.limit)} MiB are read. Run the command once per VPC (--filters Name=vpc-id,Values=…) and import all the files together.`
    case 'binary':
      return binarySentence(problem)
    case 'wrong-format':
      return `${problem.file} holds ${FORMATS[problem.format]}, not JSON. Run the command again with --output json.`
    case 'cli-error':
      return cliErrorSentence(problem)
    case 'wrong-command':
      return wrongCommandSentence(problem)
    case 'not-json':
      return notJsonSentence(problem)
    case 'truncated':
      return `${problem.file} breaks off in line ${problem.line}. ${keptSentence(problem.kept)} Run the command again and import the whole file.`
    case 'missing-pages':
      return `${problem.file} ends with a NextToken, so more ${many(WORDS[problem.itemKind].one)} follow that are not in this import. What is here is imported, and nothing counts as gone. Run ${WORDS[problem.itemKind].command} without --max-items, or add the next pages.`
    case 'missing-field':
      return `${subject(problem.item)} is left out: ${problem.field === '' ? 'it is empty' : `${problem.field} is missing`}. ${unchanged(problem.item)}`
    case 'bad-field':
      return `${subject(problem.item)} is left out: ${problem.field || 'it'} is ${problem.found}${problem.why === null ? '' : `, and ${WHY[problem.why]}`}. ${unchanged(problem.item)}`
    case 'no-allocation-id':
      return `${at(problem.item)}: ${problem.address} is left out: it has no AllocationId. Addresses of EC2-Classic have none and cannot be associated in a VPC; allocate an Elastic IP in its place.`
    case 'unknown-region':
      return problem.assumed === null
        ? `${subject(problem.item)} is left out: nothing in the import tells its region. Add the output of describe-subnets for the same region.`
        : `${subject(problem.item)} does not tell its region. ${problem.assumed} is assumed, because everything else in this import is there. If that is wrong, add the output of describe-subnets for its region.`
    case 'unknown-vpc':
      return `${several(problem)} in ${problem.virtualNetworkId}, ${missingParent(problem.leftOut, 'describe-vpcs')}`
    case 'unknown-subnet':
      return `${several(problem)} in ${problem.subnetId}, ${missingParent(problem.leftOut, 'describe-subnets')}`
    case 'outside-subnet':
      return `${subject(problem.item)}: ${problem.address} is left out, because it is outside ${problem.subnetId} (${problem.cidrs.join(', ')}). Run describe-subnets and describe-network-interfaces again, at the same time, and import both.`
    case 'duplicate-id':
      return `${subject(problem.item)} is also in ${place(problem.first, problem.item)}, with other content. The first one is used. Import only the newer file.`
    case 'duplicate-address':
      return duplicateAddressSentence(problem)
    case 'overlapping-subnets':
      return `${subject(problem.item)} is left out: ${problem.cidr} overlaps ${problem.firstCidr} of ${problem.first.id} (${place(problem.first, problem.item)}) in ${problem.virtualNetworkId}. Import only the newer file.`
  }
}

type ProblemOf<K extends ImportProblem['kind']> = Extract<ImportProblem, { kind: K }>

const FORMATS = { yaml: 'YAML', table: 'a table', text: 'tab-separated text' } as const

function binarySentence({ file, looksLike }: ProblemOf<'binary'>): string {
  if (looksLike === 'utf-16') {
    return `${file} is saved as UTF-16, as older PowerShell does with ">". Save it as UTF-8: aws ec2 … | Out-File -Encoding utf8 ${file}.`
  }
  if (looksLike === 'compressed') return `${file} is compressed. Unpack it and import what is inside.`
  return `${file} is not a text file. Import the JSON that ${WANTED} prints.`
}

/** Codes with which AWS says that the caller may not do it. */
const NOT_ALLOWED = /^(?:UnauthorizedOperation|AccessDenied(?:Exception)?|UnauthorizedException)$/

/** Codes with which AWS says that it does not know the caller, or no longer. */
const NOT_SIGNED_IN =
  /^(?:ExpiredToken(?:Exception)?|RequestExpired|AuthFailure|InvalidClientTokenId|UnrecognizedClientException)$/

function cliErrorSentence({ file, code, operation, message }: ProblemOf<'cli-error'>): string {
  const said = endWithPeriod(message)
  if (code === null)
    return `${file} holds an error of the AWS CLI: ${said} Solve it and run the command again.`
  const error = `${file} holds an error of the AWS CLI, ${code}${operation === null ? '' : ` of ${operation}`}: ${said}`
  if (NOT_ALLOWED.test(code))
    return `${error} Ask for the permission ec2:${operation ?? '…'} and run the command again.`
  if (NOT_SIGNED_IN.test(code)) return `${error} Sign in again and run the command again.`
  return `${error} Solve it and run the command again.`
}

const endWithPeriod = (text: string): string => (/[.?]$/.test(text) ? text : `${text}.`)

function wrongCommandSentence({ file, line, key, command, queried }: ProblemOf<'wrong-command'>): string {
  const where = line === 1 ? file : `${file}, line ${line},`
  if (queried) {
    return `${where} holds items without the key around them, as --query prints them. Run the command again without --query.`
  }
  const found = key === null ? 'holds JSON, but nothing that AWS prints' : `holds "${key}"`
  const origin = command === null ? '' : `, which ${command} prints`
  return `${where} ${found}${origin}. Import the output of ${WANTED}.`
}

function notJsonSentence({ file, line, column, found, rest, kept }: ProblemOf<'not-json'>): string {
  const what = found === '' ? 'the line ends' : `"${found}" stands`
  const place = `${file} is not JSON in line ${line}, column ${column}, where ${what}.`
  if (rest === 'item')
    return `${place} This item is left out. Run the command again and import the file as it was printed.`
  return `${place} ${keptSentence(kept)} Run the command again and import the file as it was printed.`
}

const keptSentence = (kept: number): string =>
  kept === 0
    ? 'Nothing of it is imported.'
    : `${kept === 1 ? 'The one item before that was' : `The ${count(kept)} items before that were`} read, and nothing counts as gone.`

function duplicateAddressSentence({
  item,
  first,
  address,
  subnetId,
}: ProblemOf<'duplicate-address'>): string {
  const holder = `${first.id ?? atStart(WORDS[first.kind].one)} (${place(first, item)})`
  if (subnetId === null)
    return `${subject(item)} is left out: ${holder} has ${address} too. Import only the newer file.`
  return `${subject(item)}: ${address} is left out, because ${holder} holds it in ${subnetId}. Run describe-network-interfaces again and import only that file.`
}

/** `enis.json, line 7: ENI eni-1`. */
const subject = (item: ImportItem): string =>
  `${at(item)}: ${atStart(WORDS[item.kind].one)}${item.id === null ? ' without an id' : ` ${item.id}`}`

const at = (item: ImportItem): string => `${item.file}, line ${item.line}`

/** Where an item stands, seen from another one. */
const place = (item: ImportItem, from: ImportItem): string =>
  item.file === from.file ? `line ${item.line}` : `${item.file}, line ${item.line}`

const unchanged = (item: ImportItem): string =>
  `Run ${WORDS[item.kind].command} again and import the file as it was printed.`

/** `enis.json, line 7: ENI eni-1 is left out: it is`, or `… and 3 more ENIs are left out: they are`. */
function several({ items }: { readonly items: readonly ImportItem[] }): string {
  const [first] = items
  if (!first) return 'Something is left out: it is'
  if (items.length === 1) return `${subject(first)} is left out: it is`
  const more = items.length - 1
  return `${subject(first)} and ${count(more)} more ${oneOrMany(more, WORDS[first.kind].one)} are left out: they are`
}

const missingParent = (isLeftOut: boolean, command: string): string =>
  isLeftOut
    ? 'which is left out itself. Solve that first.'
    : `which is neither in these files nor known. Add the output of ${command}.`

/** `50,000`: the same on every server. */
const count = (n: number): string => n.toString().replace(/\B(?=(?:\d{3})+$)/g, ',')

const mebibytes = (characters: number): string => count(Math.ceil(characters / (1024 * 1024)))
