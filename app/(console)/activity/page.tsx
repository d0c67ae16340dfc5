import { ActivityScreen } from '@/components/activity/activity-screen'
import { Prefetched } from '../prefetched'

export const metadata = { title: 'Activity' }

export default function Page() {
  return (
    <Prefetched>
      <ActivityScreen />
    </Prefetched>
  )
}
