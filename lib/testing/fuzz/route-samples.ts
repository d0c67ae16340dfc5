import { type Scene, SUBNET } from './fuzz-world'
import { newcomer } from './people'
import { playedDrill } from './prepare-samples'
import { comingBack } from './provider'

/** What each route is asked: what stands in the brackets of its path, its query, its headers and its body. */
export type Asked = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

const AT = '2026-11-03T09:00:01.000Z'
const moments = { at: AT, with: '2026-11-03T09:00:00.000Z' }
const FILE = '{"Vpcs":[{"VpcId":"vpc-1","CidrBlock":"10.9.0.0/16"}]}'

const ofGroup =
  (query: Asked['query'] = {}) =>
  ({ group }: Scene): Asked => ({ params: { groupId: group }, query })
const ofSubnet =
  (query: Asked['query'] = {}) =>
  (): Asked => ({ params: { subnetId: SUBNET }, query })
const plain = (): Asked => ({})

export const ROUTE_SAMPLES: Readonly<Record<string, (scene: Scene) => Asked | Promise<Asked>>> = {
  'GET /api/[...unknown]': plain,
  'GET /api/addresses/[address]': () => ({ params: { address: '10.0.1.33' }, query: { subnet: SUBNET } }),
  'GET /api/drafts/[draftId]': ({ draft }) => ({ params: { draftId: draft } }),
  'GET /api/drift': plain,
  'GET /api/drift/status': plain,
  'GET /api/drills/[drillId]/report': async (scene) => ({
    params: { drillId: await playedDrill(scene) },
    query: { as: 'html' },
  }),
  'GET /api/drills/[drillId]': async (scene) => ({ params: { drillId: await playedDrill(scene) } }),
  'GET /api/drills': plain,
  'GET /api/drills/scope': ({ group }) => ({ query: { group } }),
  'GET /api/events': ({ group, instance }) => ({
    query: {
      ...{ group, instance, subnet: SUBNET, address: '10.0.1.33', publicIp: 'eipalloc-1', text: 'ring' },
      ...{ kind: 'group-scaled,group-created', from: '1', to: '900', before: '900', limit: '20' },
    },
  }),
  'GET /api/events/people': plain,
  'GET /api/groups/[groupId]/capacity': ofGroup({ window: '24h' }),
  'GET /api/groups/[groupId]/changes': ofGroup(moments),
  'GET /api/groups/[groupId]/instances': ofGroup(),
  'GET /api/groups/[groupId]/past': ofGroup({ at: AT }),
  'GET /api/groups/[groupId]/pools': ({ vms }) => ({ params: { groupId: vms } }),
  'GET /api/groups/[groupId]/rolling': ofGroup(),
  'GET /api/groups/[groupId]': ofGroup(),
  'GET /api/groups/[groupId]/tasks': ofGroup(),
  'GET /api/groups/[groupId]/vms': ({ vms }) => ({ params: { groupId: vms } }),
  'GET /api/groups': plain,
  'GET /api/groups/names': plain,
  'GET /api/health': plain,
  'GET /api/health/live': plain,
  'GET /api/health/ready': plain,
  'GET /api/held': plain,
  'POST /api/imports': () => ({
    body: `${JSON.stringify([{ name: 'vpcs.json', size: FILE.length }])}\n${FILE}`,
  }),
  'GET /api/account': plain,
  'GET /api/accounts': plain,
  'GET /api/accounts/[personId]': async () => ({ params: { personId: (await newcomer()).id } }),
  'GET /api/ledger': plain,
  'GET /api/ledger/export': ({ group }) => ({
    query: { group, as: 'csv', person: 'local', since: '2026-11-01', until: AT, from: '1', to: '900' },
  }),
  'GET /api/me': plain,
  'GET /api/metrics': plain,
  'GET /api/moments': ({ group }) => ({ query: { group, at: AT } }),
  'GET /api/nav': plain,
  'GET /api/network': plain,
  'GET /api/public-ips': plain,
  'GET /api/search': () => ({ query: { q: '10.0.1.3' } }),
  'GET /api/settings': plain,
  'GET /api/sign-on/callback': comingBack,
  'GET /api/simulator': plain,
  'GET /api/tokens': plain,
  'GET /api/stream': () => ({ headers: { 'last-event-id': '3' } }),
  'GET /api/subnets/[subnetId]/block': ofSubnet({ cidr: '10.0.1.0/26', at: AT }),
  'GET /api/subnets/[subnetId]/changes': ofSubnet({ cidr: '10.0.1.0/26', ...moments }),
  'GET /api/subnets/[subnetId]/occupancy': ofSubnet({ cidr: '10.0.1.0/25' }),
  'GET /api/subnets': plain,
  'GET /api/why': () => ({ query: { subnet: SUBNET, address: '10.0.1.33', since: AT } }),
}
