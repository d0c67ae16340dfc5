import { CLOUDS, type Cloud, type CloudWords, cloudRules } from './cloud-rules'

/** What the cloud calls things, for whatever belongs to one group or one subnet. */
export const wordsOf = (cloud: Cloud): CloudWords => cloudRules[cloud].words

/** For pages and sentences that speak of every cloud's things at once: what they have in common, in no cloud's words. */
export const SHARED_WORDS: CloudWords = {
  publicIp: 'public IP',
  interface: 'interface',
  virtualNetwork: 'virtual network',
  subnet: 'subnet',
  machine: 'machine',
  securityGroup: 'security group',
  image: 'image',
  machineType: 'machine type',
}

/** "Elastic IPs", "subnets" */
export const many = (word: string): string => `${word}s`

/** "Elastic IP" for one, "Elastic IPs" for any other number. */
export const oneOrMany = (n: number, word: string): string => (n === 1 ? word : many(word))

/** "an Elastic IP", "a VPC" */
export const withArticle = (word: string): string => `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`

/** As a label, or as a sentence begins: "security group" → "Security group". */
export const atStart = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** Words that keep their capitals wherever they stand: "Elastic IP", "ENI", "AWS", but not "subnet". */
const NAMES = CLOUDS.flatMap((cloud) => [cloudRules[cloud].label, ...Object.values(wordsOf(cloud))]).filter(
  (word) => word === atStart(word),
)

export const startsWithName = (sentence: string): boolean => NAMES.some((name) => sentence.startsWith(name))
