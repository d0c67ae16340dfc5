'use client'

import { Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { Problem } from '@/components/form/problem'
import { ReasonButton } from '@/components/form/reason-button'
import type { SimulatorActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import { unreadableSentence } from '@/lib/api/pool-messages'
import { queries } from '@/lib/api/queries'
import { DAMAGE_KINDS, type DamageKind } from '@/lib/api/schemas/damage'
import type { SimulatorView } from '@/lib/api/views/simulator'
import { parseAddress } from '@/lib/domain/address'
import type { PublicIpState } from '@/lib/domain/public-ip-state'
import { DAMAGE_WORDS, type DamageSubject } from './damage-words'
import css from './simulator.module.css'
import { useSimulator } from './use-simulator'

const OURS: ReadonlySet<PublicIpState> = new Set<PublicIpState>(['pool-free', 'pool-held', 'dynamic'])

type Choice = { readonly value: string; readonly label: string }

/** More than these are found by typing. */
const MOST_SHOWN = 100

const LABELS: Record<DamageSubject, string> = {
  interface: 'Interface of',
  machine: 'Machine of',
  'public-ip': 'Public IP',
  subnet: 'Subnet',
}

/** Does to what is ours what other people of the account might, one thing at a time: then Drift has something to show. */
export function DamageForm(props: { machines: SimulatorView['machines']; actions: SimulatorActions }) {
  const { busy, problem, act, forget } = useSimulator()
  const [kind, setKind] = useState<DamageKind>('detach')
  const [chosen, setChosen] = useState<string | null>(null)
  const [address, setAddress] = useState('')
  const [wrong, setWrong] = useState<{ of?: string; address?: string }>({})
  const words = DAMAGE_WORDS[kind]
  const choices = useChoices(words.of, props.machines)
  const of = choices.some(({ value }) => value === chosen) ? chosen : null
  const change = (next: DamageKind) => {
    setKind(next)
    setWrong({})
    forget()
  }
  const submit = async () => {
    if (busy) return
    const typed = address.trim()
    const bad = words.address === null ? null : addressProblem(typed)
    setWrong({
      ...(of === null ? { of: 'Choose what it happens to.' } : {}),
      ...(bad ? { address: bad } : {}),
    })
    if (of === null || bad) return
    const damage = { kind, id: of, address: words.address === null ? null : typed }
    if (
      await act(
        () => props.actions.damageCloud(damage),
        () => 'Done.',
      )
    )
      setAddress('')
  }
  return (
    <form
      className={css.panel}
      aria-labelledby="damage"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <h2 id="damage">Damage something as someone else</h2>
      <div className={css.wide}>
        <Select
          label="What happens"
          allowDeselect={false}
          data={DAMAGE_KINDS.map((value) => ({ value, label: DAMAGE_WORDS[value].label }))}
          value={kind}
          onChange={(value) => change(DAMAGE_KINDS.find((one) => one === value) ?? kind)}
        />
        <Select
          label={LABELS[words.of]}
          searchable
          placeholder="Choose one"
          limit={MOST_SHOWN}
          nothingFoundMessage={choices.length === 0 ? 'There is none now' : 'None is called so'}
          data={choices}
          value={of}
          error={wrong.of}
          onChange={setChosen}
        />
        {words.address !== null && (
          <TextInput
            label={words.address}
            classNames={{ input: css.mono }}
            autoComplete="off"
            spellCheck={false}
            value={address}
            error={wrong.address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
        )}
      </div>
      <p className={css.soft}>{words.text}</p>
      <Problem text={problem} />
      <div className={css.done}>
        <ReasonButton action="damageCloud" type="submit" variant="default" loading={busy}>
          Do it behind Holdfast’s back
        </ReasonButton>
        <Link href={paths.drift()}>Drift</Link>
      </div>
    </form>
  )
}

const addressProblem = (typed: string): string | null => {
  const parsed = parseAddress(typed)
  if (parsed.ok) return null
  return typed === '' ? 'Type an address.' : unreadableSentence(typed, parsed.refusal)
}

/** What of ours there is of this kind. */
function useChoices(of: DamageSubject, machines: SimulatorView['machines']): readonly Choice[] {
  const ips = useQuery({ ...queries.publicIps(), enabled: of === 'public-ip' })
  const network = useQuery({ ...queries.network(), enabled: of === 'subnet' })
  if (of === 'subnet')
    return (network.data?.subnets ?? []).map((one) => ({
      value: one.id,
      label: `${one.cidrs[0] ?? one.id} ${one.name}`,
    }))
  if (of === 'public-ip')
    return (ips.data?.ips ?? [])
      .filter(({ state }) => OURS.has(state))
      .map((one) => ({ value: one.id, label: `${one.address}, ${one.stateText}` }))
  return machines.flatMap((one): Choice[] => {
    const value = of === 'machine' ? one.id : one.interfaceId
    if (value === null || one.instanceId === null || one.groupName === null) return []
    const where = one.address === null ? '' : `${one.address}, `
    return [{ value, label: `${where}${one.instanceId} in ${one.groupName}` }]
  })
}
