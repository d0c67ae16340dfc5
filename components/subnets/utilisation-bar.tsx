import type { SubnetRowView } from '@/lib/api/views/network'
import { ShareBar } from '../shell/share-bar'
import { sharesOf, sharesText, shareText, utilisationText } from './subnet-figures'
import css from './subnets-screen.module.css'

/** How full a subnet is, by status, with the same in words and figures below it. */
export function UtilisationBar(props: { subnet: SubnetRowView }) {
  const { subnet } = props
  return (
    <ShareBar parts={sharesOf(subnet)} title={sharesText(subnet)}>
      {utilisationText(subnet)}
      <span className={css.share}>{shareText(subnet)}</span>
    </ShareBar>
  )
}
