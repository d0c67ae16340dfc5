'use client'

import { Fact, Facts } from '@/components/shell/facts'
import { Id } from '@/components/shell/id'
import { Kbd, useModKey } from '@/components/shell/keys'
import { PageHeader } from '@/components/shell/page-header'
import { Panel } from '@/components/shell/panel'
import { SchemeSwitch } from '@/components/shell/scheme-switch'
import type { SettingsActions } from '@/lib/api/actions'
import { AccountForm } from './account-form'
import { MaintenanceForm } from './maintenance-form'
import { RepairForm } from './repair-form'
import css from './settings.module.css'

export type SettingsFacts = {
  readonly version: string
  readonly node: string
  readonly databaseFile: string
  /** As in the top bar: "Simulated AWS and Azure · 2 regions". */
  readonly cloud: string
  /** "127.0.0.1:3000". */
  readonly listensOn: string
  /** Null unless Holdfast was started read-only. */
  readonly readOnlySince: string | null
}

/** What holds for the account, what this installation is, the colour scheme, and the keys. `facts` are read-only and come from the server. */
export function SettingsScreen(props: { facts: SettingsFacts; actions: SettingsActions }) {
  const { facts } = props
  return (
    <>
      <PageHeader title="Settings" sub="What holds for everybody who uses this Holdfast." />
      <div className={css.grid}>
        <Panel title="This installation">
          <Facts beside>
            <Fact name="Version">{facts.version}</Fact>
            <Fact name="Node">{facts.node}</Fact>
            <Fact name="Database file">
              <Id value={facts.databaseFile} />
            </Fact>
            <Fact name="Cloud">{facts.cloud}</Fact>
            <Fact name="Listens on">
              <Id value={facts.listensOn} />
            </Fact>
          </Facts>
          <p className={css.hint}>
            Port, host and database are set with PORT, HOST and DATABASE_URL when Holdfast starts.
          </p>
        </Panel>
        <Panel title="Account">
          <AccountForm actions={props.actions} />
        </Panel>
        <Panel title="Repaired without asking">
          <RepairForm actions={props.actions} />
        </Panel>
        <Panel title="Maintenance">
          <MaintenanceForm startedAt={facts.readOnlySince} actions={props.actions} />
        </Panel>
        <Panel title="Keys">
          <Keys />
        </Panel>
        <Panel title="Colour scheme">
          <SchemeSwitch />
          <p className={css.hint}>Kept in this browser.</p>
        </Panel>
      </div>
    </>
  )
}

function Keys() {
  const mod = useModKey()
  const keys: readonly (readonly [readonly string[], string])[] = [
    [[mod, 'K'], 'Find anything, go anywhere'],
    [['/'], 'The same, outside of fields'],
    [['↑', '↓', 'Enter'], 'Choose and open in a list of results'],
    [['Tab'], 'Go through links and controls; times and ids tell more when focused'],
    [['Enter'], 'On an id: copy it'],
    [['←', '↑', '→', '↓'], 'Move over the map of a subnet'],
    [['Esc'], 'Close a dialog, empty a search'],
  ]
  return (
    <table className={css.keys} aria-label="Keys">
      <tbody>
        {keys.map(([press, what]) => (
          <tr key={what}>
            <th scope="row">
              {press.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </th>
            <td>{what}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
