import { CAPS, type CapRefusal } from '@/lib/domain/cap'

export function capSentence({ cap }: CapRefusal): string {
  const most = CAPS[cap].toLocaleString('en')
  switch (cap) {
    case 'groups':
      return `There are ${most} groups already, which is the most that one installation can have. Delete one first.`
    case 'instancesOfOne':
      return `The group would have more than ${most} instances, which is the most that a group can have. Deallocate those that left the pool first.`
    case 'virtualNetworks':
    case 'subnets':
    case 'securityGroups':
    case 'publicIps':
    case 'loadBalancers':
      return `With this import there would be more than ${most} ${IMPORTED[cap]}, which is the most that one installation can have. Leave out regions or networks that Holdfast does not work in.`
    case 'streams':
      return `${most} pages and programs follow the changes live, which is the most at once.`
    case 'streamsOfOne':
      return `You follow the changes live in ${most} browsers and programs, which is the most for one person.`
    case 'draftsOfOne':
      return `You have ${most} drafts, which is the most that one person can have. Discard one on the Groups page first; what you typed stays on this page.`
    case 'people':
      return `There are ${most} people and open invitations, which is the most that one installation can have. Remove a person or take an invitation back first.`
  }
}

const IMPORTED = {
  virtualNetworks: 'virtual networks',
  subnets: 'subnets',
  securityGroups: 'security groups',
  publicIps: 'public IPs',
  loadBalancers: 'load balancers',
} as const
