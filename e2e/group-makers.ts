import { valuesOf } from './chaos/chaos-groups'
import { type ConsoleClient, NoAnswer } from './chaos/console-client'

/**
 * Creates a group as the wizard's Review does. Answers whether it was promised: false where it was refused, null where
 * no answer came.
 */
export async function makeGroup(client: ConsoleClient, name: string): Promise<boolean | null> {
  const values = valuesOf('aws', { name, target: 1, pool: '', publicIps: [] })
  try {
    const plan = await client.act('planWizard', { values, groupId: null })
    if (!plan.ok) return false
    const how = { values, groupId: null, draftId: null, requestKey: `make-${name}`, proof: plan.value.proof }
    const made = await client.act('applyWizard', how)
    return made.ok
  } catch (error) {
    if (error instanceof NoAnswer) return null
    throw error
  }
}

export type Makers = {
  /** Names of the groups that were promised so far. */
  readonly promised: readonly string[]
  /** Resolves when the last answer is there. */
  stop(): Promise<void>
}

/** Several operators, each creating one group after the other. */
export function startMakers(client: ConsoleClient, operators: number): Makers {
  const promised: string[] = []
  let isOver = false
  const working = Array.from({ length: operators }, async (_, operator) => {
    for (let serial = 1; !isOver; serial++) {
      const name = `made-${operator}-${serial}`
      if (await makeGroup(client, name)) promised.push(name)
    }
  })
  return {
    promised,
    async stop() {
      isOver = true
      await Promise.all(working)
    },
  }
}
