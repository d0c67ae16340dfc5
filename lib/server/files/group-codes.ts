import type { CodeView } from '@/lib/api/views/plans'
import { isPooled } from '@/lib/domain/config-parts'
import type { GroupConfig } from '@/lib/domain/group'
import type { Holdfast } from '@/lib/server/compose'
import { presentConfig } from '@/lib/server/present/present-group'
import { networkJson } from './network-json'
import { readNamed } from './resource-names'
import { terraformOf } from './terraform'

/** A configuration in the languages in which it can be copied. */
export async function codesOf(hold: Holdfast, config: GroupConfig): Promise<CodeView[]> {
  const named = await readNamed(hold, config)
  const own = written(presentConfig(config))
  return [
    ...(isPooled(config)
      ? [
          { name: 'JSON', text: written(networkJson(config, named)) },
          { name: 'Configuration', text: own },
        ]
      : [{ name: 'JSON', text: own }]),
    { name: 'Terraform', text: terraformOf(config, named) },
  ]
}

const written = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
