import { ActivityScreen } from '@/components/activity/activity-screen'

export const metadata = { title: 'Activity' }

export default function Page() {
  return <ActivityScreen />
}
