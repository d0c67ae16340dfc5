import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowsVertical,
  IconBolt,
  IconCircleOff,
  IconClockPause,
  IconClockPlay,
  IconClockX,
  IconRefresh,
} from '@tabler/icons-react'
import type { MarkedKind } from '@/lib/domain/capacity-marks'

const ICONS: Readonly<Record<MarkedKind, typeof IconBolt>> = {
  'group-scaled': IconArrowsVertical,
  'task-ran': IconClockPlay,
  'task-refused': IconClockX,
  'task-missed': IconClockPause,
  'pool-exhausted': IconCircleOff,
  'instance-interrupted': IconBolt,
  'instance-replaced': IconRefresh,
  'instance-failed': IconAlertTriangle,
  'instance-rolled-back': IconArrowBackUp,
  'vm-interrupted': IconBolt,
  'vm-failed': IconAlertTriangle,
}

/** A shape for every kind, so that its colour is not the only sign. */
export function MarkIcon(props: { kind: MarkedKind }) {
  const Icon = ICONS[props.kind]
  return <Icon size={14} stroke={1.9} aria-hidden />
}
