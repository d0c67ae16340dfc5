import { cloudRules } from '@/lib/domain/cloud-rules'
import { atStart } from '@/lib/domain/cloud-words'
import type { ImportItem, ImportItemProblem, ImportProblem } from '@/lib/domain/import-problem'
import type { AddressTextProblem } from '@/lib/domain/refusal'
import { idPath } from '@/lib/domain/short-id'
import {
  commandOf,
  commandOfKind,
  countText,
  itemPlace,
  itemSubject,
  itemWord,
  manyOf,
  placeFrom,
  severalItems,
} from './import-items'
import { notImportedSentence, unlistedSentence } from './import-notes'

const WANTED =
  'aws ec2 describe-vpcs, describe-subnets, describe-network-interfaces, describe-addresses or describe-security-groups, or of az network vnet list, nic list, public-ip list, nsg list, asg list or lb list'

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
      return `${problem.file} has ${mebibytes(problem.characters)} MiB, and files of up to ${mebibytes(problem.limit)} MiB are read. Run the command once per VPC (--filters Name=vpc-id,Values=…) or resource group (-g …) and import all the files together.`
    case 'binary':
      return binarySentence(problem)
    case 'wrong-format':
      return `${problem.file} holds ${FORMATS[problem.format]}, not ${problem.format === 'colours' ? 'plain ' : ''}JSON. Run the command again with --output json.`
    case 'cli-error':
      return cliErrorSentence(problem)
    case 'wrong-command':
      return wrongCommandSentence(problem)
    case 'not-json':
      return notJsonSentence(problem)
    case 'truncated':
      return `${problem.file} breaks off in line ${problem.line}. ${keptSentence(problem.kept)} Run the command again and import the whole file.`
    case 'missing-pages':
      return `${problem.file} ends with a NextToken, so more ${manyOf('aws', problem.itemKind)} follow that are not in this import. What is here is imported, and nothing counts as gone. Run ${commandOfKind('aws', problem.itemKind)} without --max-items, or add the next pages.`
    default:
      return itemSentence(problem)
  }
}

function itemSentence(problem: ImportItemProblem): string {
  switch (problem.kind) {
    case 'missing-field':
      return `${itemSubject(problem.item)} is left out: ${problem.field === '' ? 'it is empty' : `${problem.field} is missing`}. ${again(problem.item)}`
    case 'bad-field':
      return `${itemSubject(problem.item)} is left out: ${problem.field || 'it'} is ${problem.found}${problem.why === null ? '' : `, and ${WHY[problem.why]}`}. ${again(problem.item)}`
    case 'not-imported':
      return notImportedSentence(problem)
    case 'no-allocation-id':
      return `${itemPlace(problem.item)}: ${problem.address} is left out: it has no AllocationId. Addresses of EC2-Classic have none and cannot be associated in a VPC; allocate an Elastic IP in its place.`
    case 'unknown-region':
      return problem.assumed === null
        ? `${itemSubject(problem.item)} is left out: nothing in the import tells its region. Add the output of describe-subnets for the same region.`
        : `${itemSubject(problem.item)} does not tell its region. ${problem.assumed} is assumed, because everything else in this import is there. If that is wrong, add the output of describe-subnets for its region.`
    case 'unknown-vpc':
      return `${severalItems(problem.items)} in ${idPath(problem.virtualNetworkId)}, ${missingParent(problem, 'virtual-network')}`
    case 'unknown-subnet':
      return `${severalItems(problem.items)} in ${idPath(problem.subnetId)}, ${missingParent(problem, 'subnet')}`
    case 'outside-network':
      return `${itemSubject(problem.item)} is left out: ${problem.cidr} is outside ${idPath(problem.virtualNetworkId)} (${problem.cidrs.join(', ')}). Run ${commandOf(problem.item)} again and import only that file.`
    case 'unlisted-holders':
      return unlistedSentence(problem)
    case 'outside-subnet':
      return `${itemSubject(problem.item)}: ${problem.address} is left out, because it is outside ${idPath(problem.subnetId)} (${problem.cidrs.join(', ')}). Run ${commandOfKind(problem.item.cloud, 'subnet')} and ${commandOf(problem.item)} again, at the same time, and import both.`
    case 'duplicate-id':
      return `${itemSubject(problem.item)} is also in ${placeFrom(problem.first, problem.item)}, with other content. The first one is used. Import only the newer file.`
    case 'duplicate-address':
      return duplicateAddressSentence(problem)
    case 'overlapping-subnets':
      return `${itemSubject(problem.item)} is left out: ${problem.cidr} overlaps ${problem.firstCidr} of ${idPath(problem.first.id ?? '')} (${placeFrom(problem.first, problem.item)}) in ${idPath(problem.virtualNetworkId)}. Import only the newer file.`
  }
}

type ProblemOf<K extends ImportProblem['kind']> = Extract<ImportProblem, { kind: K }>

const FORMATS = {
  yaml: 'YAML',
  table: 'a table',
  text: 'tab-separated text',
  colours: 'coloured JSON',
} as const

function binarySentence({ file, looksLike }: ProblemOf<'binary'>): string {
  if (looksLike === 'utf-16') {
    return `${file} is saved as UTF-16, as older PowerShell does with ">". Save it as UTF-8: … | Out-File -Encoding utf8 ${file}.`
  }
  if (looksLike === 'compressed') return `${file} is compressed. Unpack it and import what is inside.`
  return `${file} is not a text file. Import the JSON that ${WANTED} prints.`
}

/** Codes with which a cloud says that the caller may not do it. */
const NOT_ALLOWED =
  /^(?:UnauthorizedOperation|AccessDenied(?:Exception)?|UnauthorizedException|AuthorizationFailed|LinkedAuthorizationFailed)$/

/** Codes with which a cloud says that it does not know the caller, or no longer. */
const NOT_SIGNED_IN =
  /^(?:ExpiredToken(?:Exception)?|RequestExpired|AuthFailure|InvalidClientTokenId|UnrecognizedClientException|ExpiredAuthenticationToken|InvalidAuthenticationToken(?:Tenant)?|AADSTS\d+)$/

function cliErrorSentence({ file, cloud, code, operation, message }: ProblemOf<'cli-error'>): string {
  const { cli } = cloudRules[cloud]
  const said = endWithPeriod(message)
  const signIn = `${SIGN_IN[cloud]} and run the command again.`
  if (code === null) {
    const wayOut = /\baz login\b/.test(message) ? signIn : 'Solve it and run the command again.'
    return `${file} holds an error of the ${cli}: ${said} ${wayOut}`
  }
  const error = `${file} holds an error of the ${cli}, ${code}${operation === null ? '' : ` of ${operation}`}: ${said}`
  if (NOT_ALLOWED.test(code))
    return `${error} Ask for the permission ${permissionOf(cloud, operation)} and run the command again.`
  if (NOT_SIGNED_IN.test(code)) return `${error} ${signIn}`
  return `${error} Solve it and run the command again.`
}

const SIGN_IN = { aws: 'Sign in again', azure: 'Sign in with az login' } as const

const PERMISSION = { aws: 'ec2:', azure: '' } as const

const permissionOf = (cloud: keyof typeof PERMISSION, operation: string | null): string =>
  `${PERMISSION[cloud]}${operation ?? '…'}`

const endWithPeriod = (text: string): string => (/[.?]$/.test(text) ? text : `${text}.`)

function wrongCommandSentence({ file, line, key, command, queried }: ProblemOf<'wrong-command'>): string {
  const where = line === 1 ? file : `${file}, line ${line},`
  if (queried === 'azure') {
    return `${where} holds objects without id and type, as --query leaves them. Run the command again without --query.`
  }
  if (queried === 'aws') {
    return `${where} holds items without the key around them, as --query prints them. Run the command again without --query.`
  }
  const found = key === null ? 'holds JSON, but nothing that is imported' : `holds "${key}"`
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
    : `${kept === 1 ? 'The one item before that was' : `The ${countText(kept)} items before that were`} read, and nothing counts as gone.`

function duplicateAddressSentence({
  item,
  first,
  address,
  subnetId,
}: ProblemOf<'duplicate-address'>): string {
  const holder = `${first.id === null ? atStart(itemWord(first)) : idPath(first.id)} (${placeFrom(first, item)})`
  if (subnetId === null)
    return `${itemSubject(item)} is left out: ${holder} has ${address} too. Import only the newer file.`
  return `${itemSubject(item)}: ${address} is left out, because ${holder} holds it in ${idPath(subnetId)}. Run ${commandOf(item)} again and import only that file.`
}

const again = (item: ImportItem): string =>
  `Run ${commandOf(item)} again and import the file as it was printed.`

function missingParent(
  { leftOut, items: [first] }: { readonly leftOut: boolean; readonly items: readonly ImportItem[] },
  kind: 'virtual-network' | 'subnet',
): string {
  if (leftOut) return 'which is left out itself. Solve that first.'
  return `which is neither in these files nor known. Add the output of ${commandOfKind(first?.cloud ?? 'aws', kind)}.`
}

const mebibytes = (characters: number): string => countText(Math.ceil(characters / (1024 * 1024)))
