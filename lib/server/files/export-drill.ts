import { recordEvent } from '@/lib/allocation/record-event'
import { queryOf } from '@/lib/api/route-parameters'
import { drillScopeSchema } from '@/lib/api/schemas/drills'
import type { RouteName } from '@/lib/auth/doors'
import { answerRead } from '@/lib/server/doors/read'
import { readDrillReport, readDrillScope } from '@/lib/server/reads/drills'
import { NotFound } from '@/lib/server/reads/groups'
import { drillHtml } from './drill-html'

/** A drill's report as a file: `html` is one page that needs nothing else; everything else asked for is JSON. */
export async function answerDrillReport(
  name: RouteName,
  request: Request,
  drillId: string,
  as: string | null,
): Promise<Response> {
  let html: string | null = null
  const json = await answerRead(name, request, async (hold) => {
    const report = await readDrillReport(hold, drillId)
    if (as === 'html') html = drillHtml(report, drillId)
    await recordEvent(hold.engine.allocation, {
      kind: 'exported',
      why: 'The report of a drill as a file.',
      after: { as: html === null ? 'json' : 'html', drill: drillId },
    })
    return report
  })
  if (!json.ok) return json
  const headers = new Headers(json.headers)
  headers.set('content-disposition', `inline; filename="${drillId}.${html === null ? 'json' : 'html'}"`)
  if (html === null) return new Response(json.body, { headers })
  headers.set('content-type', 'text/html; charset=utf-8')
  return new Response(html, { headers })
}

export function answerDrillScope(name: RouteName, request: Request): Promise<Response> {
  const search = queryOf('drillScope', request)
  const group = search.get('group')
  const asked = drillScopeSchema.safeParse(
    group === null
      ? { kind: 'account', cloud: search.get('cloud'), region: search.get('region') }
      : { kind: 'group', groupId: group },
  )
  return answerRead(name, request, (hold) => {
    if (!asked.success) throw new NotFound('Name a group, or a cloud and its region.')
    return readDrillScope(hold, asked.data)
  })
}
