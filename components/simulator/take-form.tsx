'use client'

import { Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Problem } from '@/components/form/problem'
import { ReasonButton } from '@/components/form/reason-button'
import type { SimulatorActions } from '@/lib/api/actions'
import { unreadableSentence } from '@/lib/api/pool-messages'
import { queries } from '@/lib/api/queries'
import { parseAddress } from '@/lib/domain/address'
import css from './simulator.module.css'
import { useSimulator } from './use-simulator'

/** Lets somebody else hold an address: what makes pools refuse, and resumes roll back. */
export function TakeForm(props: { actions: SimulatorActions }) {
  const { data } = useQuery(queries.network())
  const { busy, problem, act } = useSimulator()
  const [subnetId, setSubnetId] = useState<string | null>(null)
  const [address, setAddress] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const subnets = data?.subnets ?? []
  const subnet = subnets.find(({ id }) => id === subnetId) ?? subnets[0]
  const submit = async () => {
    if (busy || !subnet) return
    const typed = address.trim()
    const parsed = parseAddress(typed)
    if (!parsed.ok)
      return setWrong(typed === '' ? 'Type an address.' : unreadableSentence(typed, parsed.refusal))
    setWrong(null)
    const done = await act(
      () => props.actions.takeAddress(subnet.id, typed),
      ({ interfaceId }) => `${typed} is held by ${interfaceId} now`,
    )
    if (done) setAddress('')
  }
  return (
    <form
      className={css.panel}
      aria-labelledby="take"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <h2 id="take">Take an address as someone else</h2>
      <div className={css.fields}>
        <Select
          label="Subnet"
          searchable
          allowDeselect={false}
          nothingFoundMessage="No such subnet"
          data={subnets.map((one) => ({ value: one.id, label: `${one.cidrs[0] ?? one.id} ${one.name}` }))}
          value={subnet?.id ?? null}
          onChange={setSubnetId}
        />
        <TextInput
          label="Address"
          classNames={{ input: css.mono }}
          autoComplete="off"
          spellCheck={false}
          value={address}
          error={wrong}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
      </div>
      <Problem text={problem} />
      <ReasonButton action="takeAddress" type="submit" variant="default" loading={busy}>
        Take it
      </ReasonButton>
    </form>
  )
}
