import { useNow } from '@/components/shell/clock'
import type { InstanceView } from '@/lib/api/views/instances'
import type { InstanceAction } from '@/lib/domain/stateful-instance'
import { InstanceHoldings } from './instance-holdings'
import { afterRefusalText, INSTANCES } from './instance-words'
import { MemberInspector } from './member-inspector'

/** One stateful instance. `instance` null: it is none of this group any more. */
export function InstanceInspector(props: {
  instanceId: string
  instance: InstanceView | null
  onAction: (action: InstanceAction, id: string) => void
  onClose?: () => void
}) {
  const { instance } = props
  const now = useNow()
  return (
    <MemberInspector
      kind={INSTANCES}
      id={props.instanceId}
      member={instance}
      gone="It was deallocated."
      next={instance && afterRefusalText(instance, now)}
      onAction={props.onAction}
      onClose={props.onClose}
    >
      {instance && <InstanceHoldings instance={instance} />}
    </MemberInspector>
  )
}
