import type { Cloud } from '@/lib/allocation/ports/cloud'
import { describeEverything } from '@/lib/allocation/take-inventory'
import type { RunningWorld } from './running-world'

/*
 * B6, read from the clouds' own lists: whatever bears our tag, and every public IP, is in use or is listed as held for
 * nobody running. Work must be done and faults must be off; the account is looked at first, as the loop would.
 */

/** What exists and is neither used nor listed; nothing, one hopes. */
export async function heldProblems(world: RunningWorld): Promise<string[]> {
  await world.control.setFaults([])
  await world.settled()
  await world.observe()
  await world.settled()
  await world.refresh()
  const listed = new Set((await world.store.heldForNobody()).map(({ id }) => id))
  const { held } = await world.store.reads.navigation()
  const problems = [...(await leaks(world.cloud, listed)), ...(await leaks(world.azure, listed))]
  const counted = (await world.store.heldForNobody()).filter(({ machineId }) => machineId === null).length
  if (held < counted) problems.push(`the pages count ${held} things, ${counted} are listed`)
  return problems
}

async function leaks(cloud: Cloud, listed: ReadonlySet<string>): Promise<string[]> {
  const taken = await describeEverything(cloud)
  if (!taken.ok) throw new Error(`the cloud cannot be asked: ${taken.refusal.code}`)
  const { interfaces, publicIps } = taken.value.inventory
  return [
    ...interfaces
      .filter(({ instanceId, status, machineId }) => instanceId && status === 'available' && !machineId)
      .filter(({ id }) => !listed.has(id))
      .map(({ id, instanceId }) => `B6: ${id}, made for ${instanceId}, is used by nobody and listed nowhere`),
    ...publicIps
      .filter(({ association }) => association === null)
      .filter(({ id }) => !listed.has(id))
      .map(({ id }) => `B6: ${id} is used by nobody and listed nowhere`),
  ]
}
