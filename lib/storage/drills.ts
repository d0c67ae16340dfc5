import type { DrillRecord, DrillShelf } from '@/lib/allocation/ports/drills'
import type { DrillScope, Scenario } from '@/lib/domain/drill'
import type { DrillFigures, DrillReport } from '@/lib/domain/drill-report'
import type { PrismaClient } from './client'

/** Drills and their reports. A report may be half a megabyte, so the list is read without them. */
export function createDrillShelf(client: PrismaClient): DrillShelf {
  return {
    async drills() {
      const rows = await client.drill.findMany({
        select: SHOWN,
        orderBy: [{ startedAt: 'desc' }, { id: 'asc' }],
      })
      return rows.map(readDrill)
    },
    async drill(drillId) {
      const row = await client.drill.findUnique({ select: SHOWN, where: { id: drillId } })
      return row && readDrill(row)
    },
    async drillReport(drillId) {
      const row = await client.drill.findUnique({ select: { report: true }, where: { id: drillId } })
      return row?.report ? (JSON.parse(row.report) as DrillReport) : null
    },
    async addDrill({ id, scope, scenario, seed, startedAt }) {
      const texts = { scope: JSON.stringify(scope), scenario: JSON.stringify(scenario) }
      await client.drill.create({ data: { id, ...texts, seed, startedAt, state: 'playing' } })
    },
    async endDrill(drillId, { report, ...end }) {
      const texts = report
        ? { figures: JSON.stringify(report.figures), report: JSON.stringify(report) }
        : { figures: null, report: null }
      await client.drill.updateMany({ where: { id: drillId }, data: { ...end, ...texts } })
    },
    async removeDrill(drillId) {
      await client.drill.deleteMany({ where: { id: drillId } })
    },
  }
}

const SHOWN = {
  ...{ id: true, scope: true, scenario: true, seed: true, state: true },
  ...{ startedAt: true, endedAt: true, problem: true, figures: true },
} as const

type Row = {
  readonly [column in keyof DrillRecord]: DrillRecord[column] extends number ? number : string | null
}

const readDrill = (row: Row): DrillRecord => ({
  ...{ id: String(row.id), seed: Number(row.seed), state: row.state as DrillRecord['state'] },
  scope: JSON.parse(String(row.scope)) as DrillScope,
  scenario: JSON.parse(String(row.scenario)) as Scenario,
  ...{ startedAt: String(row.startedAt), endedAt: row.endedAt, problem: row.problem },
  figures: row.figures === null ? null : (JSON.parse(row.figures) as DrillFigures),
})
