import { DEFAULT_COOLING_SECONDS, type GroupConfig } from '@/lib/domain/group'

/** What the provider has no attribute for is told as a comment, where it is not as it is by itself. */
export function oursAlone({ coolingSeconds, persistence }: GroupConfig): string[] {
  const retention = persistence.kind === 'stateful' ? persistence.retention : null
  const told = [
    ...(coolingSeconds === DEFAULT_COOLING_SECONDS ? [] : [`released addresses rest ${coolingSeconds} s`]),
    ...(retention === null
      ? []
      : [
          `paused instances are released after ${retention.days === 1 ? '1 day' : `${retention.days} days`}${retention.poolMembers ? ', those of pool members, too' : ''}`,
        ]),
  ]
  return told.length === 0
    ? []
    : ['', `  # Set in Holdfast, no attribute of the provider: ${told.join('; ')}`]
}
