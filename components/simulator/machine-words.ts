import { type Cloud, cloudRules } from '@/lib/domain/cloud-rules'
import { wordsOf } from '@/lib/domain/cloud-words'

type OfCloud = { readonly cloud: Cloud }

/** "1 instance", "3 VMs"; of several clouds "2 instances and VMs". */
export function countMachines(machines: readonly OfCloud[]): string {
  const words = [...new Set(machines.map(({ cloud }) => wordsOf(cloud).machine))]
  const [word = 'instance'] = words
  const count = machines.length.toLocaleString('en')
  if (words.length > 1) return `${count} ${words.map((one) => `${one}s`).join(' and ')}`
  return machines.length === 1 ? `1 ${word}` : `${count} ${word}s`
}

/** What Holdfast does about it, in a sentence for each kind of group. */
export function afterInterruption(machines: readonly OfCloud[]): string {
  const clouds = [...new Set(machines.map(({ cloud }) => cloud))]
  return clouds
    .map((cloud) => {
      const { machine, interface: nic, publicIp } = wordsOf(cloud)
      return cloudRules[cloud].persistence === 'stateful'
        ? `Holdfast replaces each ${machine} and keeps its private IP, ${nic} and ${publicIp}.`
        : `Holdfast launches another ${machine} for each, with addresses of its pools while there are free ones.`
    })
    .join(' ')
}
