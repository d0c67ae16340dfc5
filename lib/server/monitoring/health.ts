import { obstacle, PAGE_NEEDS, type RouteName } from '@/lib/auth/doors'
import type { Cloud as CloudName } from '@/lib/domain/cloud-rules'
import { asking } from '@/lib/server/asking'
import type { LedgerStanding } from '@/lib/server/background/ledger-room'
import { type Phase, phase } from '@/lib/server/background/lifecycle'
import { type Holdfast, holdfastSoFar } from '@/lib/server/compose'
import { answerThrough } from '@/lib/server/doors/read'

/** Live: the process answers. Ready: it should be sent requests. A cloud out of reach is told, and is no reason. */
export type Readiness = {
  readonly ready: boolean
  readonly status: 'starting' | 'ready' | 'stopping'
  readonly startedAt: string | null
  readonly lastSeq: number | null
  readonly operationsUnderWay: number | null
  readonly clouds: readonly CloudReach[]
  /** For admins: whether the chain of events held when it was looked at last; null until then. */
  readonly ledger?: LedgerStanding | null
}

type CloudReach = {
  readonly cloud: CloudName
  /** Null: it was not asked yet. */
  readonly reachable: boolean | null
  readonly at: string | null
}

const STATUS: { readonly [phase in Phase]: Readiness['status'] } = {
  starting: 'starting',
  serving: 'ready',
  stopping: 'stopping',
}

/** Asked while the process is starting, it does not wait for the start: `hold` is null then. */
async function readiness(hold: Holdfast | null): Promise<Readiness> {
  const status = STATUS[phase()]
  if (!hold) return { ...NOT_YET, status: status === 'ready' ? 'starting' : status }
  const looks = hold.engine.sync.status().last
  return {
    ready: status === 'ready',
    status,
    startedAt: hold.startedAt,
    lastSeq: await hold.store.lastSeq(),
    operationsUnderWay: hold.engine.operating.underWay(),
    clouds: hold.clouds.map((cloud) => {
      const last = looks.find((one) => one.cloud === cloud)
      return {
        cloud,
        reachable: last ? last.problem === null : null,
        at: last?.at ?? null,
      }
    }),
    ...(asking()?.role === 'admin' ? { ledger: hold.ledger.standing() } : {}),
  }
}

const NOT_YET: Readiness = {
  ready: false,
  status: 'starting',
  startedAt: null,
  lastSeq: null,
  operationsUnderWay: null,
  clouds: [],
}

/** The process answers. Where this does not, it is to be started anew. */
export const answerLive = (name: RouteName, request: Request): Promise<Response> =>
  answerThrough(name, request, async () => Response.json({ live: true }, { headers: NO_STORE }))

/** 503 where requests should go elsewhere, or later. Who may see the console is told why; strangers only whether. */
export const answerReady = (name: RouteName, request: Request): Promise<Response> =>
  answerThrough(name, request, async () => {
    const said = await readiness(holdfastSoFar())
    const told = obstacle(PAGE_NEEDS, asking()?.role ?? null) === null ? said : { ready: said.ready }
    return Response.json({ live: true, ...told }, { status: said.ready ? 200 : 503, headers: NO_STORE })
  })

const NO_STORE = { 'cache-control': 'no-store' }
