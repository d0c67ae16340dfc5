'use client'

import { Burger, Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries } from '@/lib/api/queries'
import type { ShellActions } from './account-menu'
import { usePageArrived } from './arrival'
import { Chip } from './chips'
import { Kbd, useModKey } from './keys'
import { Live } from './live'
import { LiveChip } from './live-chip'
import { LostConnection } from './lost-connection'
import { MaintenanceBand } from './maintenance-band'
import { OpenBand } from './open-band'
import { Palette } from './palette'
import { Rail } from './rail'
import { SchemeSwitch } from './scheme-switch'
import css from './shell.module.css'
import { SignedOut } from './signed-out'

/** The console around every page: skip link, side rail, top bar, command palette, event stream. */
export function Shell(props: { actions: ShellActions; children: ReactNode }) {
  const [menu, setMenu] = useDisclosure(false)
  const [palette, setPalette] = useDisclosure(false)
  const arrived = usePageArrived()
  return (
    <Live>
      <a href="#main" className={css.skip}>
        Skip to content
      </a>
      <div className={css.app}>
        <aside className={css.rail} aria-label="Holdfast">
          <Rail actions={props.actions} />
        </aside>
        <div className={css.page}>
          <TopBar menuOpened={menu} onMenu={setMenu.toggle} onFind={setPalette.open} />
          <OpenBand />
          <LostConnection />
          <SignedOut />
          <MaintenanceBand />
          <main id="main" tabIndex={-1} className={css.main}>
            {props.children}
          </main>
        </div>
      </div>
      <Drawer
        opened={menu}
        onClose={setMenu.close}
        size={260}
        title="Menu"
        closeButtonProps={{ 'aria-label': 'Close the menu' }}
        classNames={{ content: css.drawer, header: css.drawerHeader, body: css.drawerBody }}
      >
        <Rail actions={props.actions} onFollow={setMenu.close} />
      </Drawer>
      <Palette opened={palette && arrived} onOpen={setPalette.open} onClose={setPalette.close} />
    </Live>
  )
}

function TopBar(props: { menuOpened: boolean; onMenu: () => void; onFind: () => void }) {
  const { data: nav } = useQuery(queries.nav())
  const mod = useModKey()
  return (
    <section className={css.top} aria-label="Top bar">
      <span className={css.burger}>
        <Burger
          opened={props.menuOpened}
          onClick={props.onMenu}
          size="sm"
          aria-label="Menu"
          aria-expanded={props.menuOpened}
        />
      </span>
      <button type="button" className={css.find} onClick={props.onFind} aria-haspopup="dialog">
        <IconSearch size={15} aria-hidden className={css.findIcon} />
        <span className={css.findWords}>Find an address, group, interface…</span>
        <span className={css.findShort}>Find</span>
        <span className={css.findKeys} aria-hidden>
          <Kbd>{mod === '⌘' ? '⌘K' : 'Ctrl K'}</Kbd>
        </span>
      </button>
      <span className={css.space} />
      <span className={css.cloud}>{nav && <Chip>{nav.cloudText}</Chip>}</span>
      <LiveChip />
      <span className={css.schemeInBar}>
        <SchemeSwitch icons />
      </span>
    </section>
  )
}
