import type { SubnetRowView } from '@/lib/api/views/network'
import { ShareBar } from '../shell/share-bar'
import { sharesOf, sharesText, utilisationText } from './subnet-figures'

/** How full a subnet is, by status, with the same in words below it. */
export function UtilisationBar(props: { subnet: SubnetRowView }) {
  const { subnet } = props
  return (
    <ShareBar parts={sharesOf(subnet)} title={sharesText(subnet)}>
      {utilisationText(subnet)}
    </ShareBar>
  )
}
