import { describe, expect, it } from 'vitest'
import { actionsOf, doorsOfRoute, methodsOf, scanActions, scanRoutes } from '@/lib/testing/door-scan'
import { ACTION_DOORS, isAllowedWhileReadOnly, type Need, obstacle, ROUTE_DOORS } from './doors'
import { ROLES, type Role } from './roles'

/* A new door that is not in the table is a door that nobody guards: these scans find it. */

describe('every server action', () => {
  const actions = scanActions()

  it('goes through the door of its own name', () => {
    expect(actions.length).toBeGreaterThan(30)
    expect(actions.filter(([name, door]) => name !== door)).toEqual([])
  })

  it('is in the table, and the table has no others', () => {
    expect(actions.map(([name]) => name).sort()).toEqual(Object.keys(ACTION_DOORS).sort())
  })
})

describe('every route', () => {
  const routes = scanRoutes()

  it('goes through one door for each of its methods', () => {
    expect(routes.filter(({ door }) => door === undefined)).toEqual([])
  })

  it('is in the table, and the table has no others', () => {
    expect(routes.length).toBeGreaterThan(30)
    expect(routes.map(({ door }) => door).sort()).toEqual(Object.keys(ROUTE_DOORS).sort())
  })
})

describe('while Holdfast is read-only', () => {
  const refused = (Object.keys(ACTION_DOORS) as (keyof typeof ACTION_DOORS)[]).filter(
    (name) => !isAllowedWhileReadOnly(name),
  )

  it('whatever plans or checks is answered, and whatever applies is not', () => {
    expect(refused.filter((name) => /^(plan|check|read)[A-Z]/.test(name))).toEqual([])
    const changing = Object.keys(ACTION_DOORS).filter((name) =>
      /^(apply|add|edit|remove(?!Person)|set(?!Up|NewPassword)|start(?!Drill)|command|change(?!Role))/.test(
        name,
      ),
    )
    expect(refused).toEqual(expect.arrayContaining(changing))
    expect(changing.length).toBeGreaterThan(10)
  })

  it("somebody's access can be ended", () => {
    const ends = [
      'changeRole',
      'removePerson',
      'resetFactor',
      'revokeInvitation',
      'revokeToken',
      'endSession',
      'endSessionOf',
      'endSessionsOf',
    ]
    expect(refused.filter((name) => ends.includes(name))).toEqual([])
  })

  it('the switch itself is answered, and what nobody need be signed in for', () => {
    const open = (Object.keys(ACTION_DOORS) as (keyof typeof ACTION_DOORS)[]).filter(
      (name) => (ACTION_DOORS[name] as Need) === 'public',
    )
    expect(refused).not.toContain('switchMaintenance')
    expect(refused.filter((name) => open.includes(name))).toEqual([])
  })
})

describe('the scan would notice', () => {
  it.each([
    ['export const planCommand = async (command) => groupDoors.planCommand(command)', null],
    ["export const planCommand = async (command) =>\n  through('applyCommand', () => 1)", 'applyCommand'],
    ["export async function planCommand() {\n  // through('planCommand')\n  return 1\n}", null],
  ])('%s', (text, door) => {
    expect(actionsOf(text)).toEqual([['planCommand', door]])
  })

  it('a route without a door', () => {
    const text = 'export async function GET(request: Request) {\n  return Response.json(await read())\n}'
    expect([methodsOf(text), doorsOfRoute(text)]).toEqual([['GET'], []])
  })
})

describe('the table', () => {
  const needs: readonly Need[] = ['public', ...ROLES]
  const asks: readonly (Role | null)[] = [null, ...ROLES]
  it.each(needs.flatMap((need) => asks.map((role) => [need, role] as const)))('%s for %s', (need, role) => {
    const expected =
      needs.indexOf(need) <= asks.indexOf(role)
        ? null
        : role === null
          ? { kind: 'not-signed-in' }
          : { kind: 'not-allowed', needs: need, role }
    expect(obstacle(need, role)).toEqual(expected)
  })
})
