import { redirect } from 'next/navigation'
import { paths } from '@/lib/api/paths'

export default function Home() {
  redirect(paths.groups())
}
