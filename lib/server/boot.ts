import { recordEvent } from '@/lib/allocation/record-event'
import { secretProblem } from './accounts/check-secret'
import { tellTogether } from './accounts/refused-sign-ins'
import { offerSetup } from './accounts/setup'
import { auditRecord } from './background/audit-record'
import { holdfast, sinceStart } from './compose'
import { env } from './env'
import { log } from './monitoring/log'
import { openMeters } from './monitoring/meters'
import { guardRequests } from './requests/guard-requests'
import { letIn } from './requests/let-in'
import { type OpenRequests, watchRequests } from './requests/open-requests'
import { watchPeers } from './requests/peer'
import { lineOf } from './requests/request-log'
import { shutDown } from './shut-down'

/** Opens what the server needs, or says in one sentence why it cannot and ends: a half-started console helps nobody. */
export async function boot(): Promise<void> {
  try {
    const problem = await secretProblem()
    if (problem) throw new Error(problem)
    const { engine, store, ledger } = await holdfast()
    const left = engine.operating.underWay()
    if (left > 0) log().info(`resuming ${left} unfinished operations`)
    await offerSetup(async (text) => {
      await recordEvent(engine.allocation, {
        ...{ kind: 'setup-link-made', actor: 'holdfast' },
        why: 'The terminal of the server showed a link that makes the first admin.',
      })
      process.stdout.write(text)
    })
    void auditRecord({ store, ledger, log: log() })
  } catch (error) {
    log().fatal(error instanceof Error ? error.message : String(error))
    process.exit(1)
  }
}

/** From now on every request has an id, a line in the log, a place in the figures, and is judged before Next has it. */
export function followRequests(): OpenRequests {
  watchPeers(() => env().trustedProxies)
  const requests = watchRequests({
    clock: sinceStart,
    ended(request) {
      openMeters().request(request)
      const { level, fields } = lineOf(request)
      log()[level](fields, 'request')
    },
  })
  guardRequests()
  letIn()
  return requests
}

/**
 * From now on a signal ends the process in order. Next would do it in its own way: wait for streams that have no end,
 * and leave the database as it is.
 */
export function endOnSignals(requests: OpenRequests): void {
  const end = shutDown({
    hold: holdfast,
    requests,
    tellRest: () => tellTogether(true),
    say: (words, detail = {}) => log().info(detail, words),
    clock: sinceStart,
    exit: (code) => process.exit(code),
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.removeAllListeners(signal).on(signal, end)
}
