'use client'

import { Modal } from '@mantine/core'
import { useDebouncedValue, useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useState } from 'react'
import { queries } from '@/lib/api/queries'
import { Kbd } from './keys'
import { useFollow } from './lost-connection'
import css from './palette.module.css'
import { type PaletteItem, paletteSections, SEARCHED_FROM } from './palette-items'
import { PaletteList } from './palette-list'
import { useRecent } from './recent'

const TYPING_MS = 120

/** Go anywhere by typing: pages, groups, and everything the server can find. ⌘K or Ctrl K, from any field too. */
export function Palette(props: { opened: boolean; onOpen: () => void; onClose: () => void }) {
  const toggle = () => (props.opened ? props.onClose() : props.onOpen())
  useHotkeys([['mod+K', toggle]], [], true)
  useHotkeys([['/', props.onOpen]])
  return (
    // Not <Modal>: it would put the label on an element that has no role.
    <Modal.Root
      opened={props.opened}
      onClose={props.onClose}
      padding={0}
      size={600}
      yOffset={80}
      classNames={{ content: css.dialog, inner: css.inner }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label="Find">
        <PaletteBody onClose={props.onClose} />
      </Modal.Content>
    </Modal.Root>
  )
}

function PaletteBody(props: { onClose: () => void }) {
  const follow = useFollow()
  const listId = useId()
  const [query, setQuery] = useState('')
  const [asked] = useDebouncedValue(query.trim(), TYPING_MS)
  const [at, setAt] = useState(0)
  const [recent, remember] = useRecent()

  const groups = useQuery(queries.groupNames())
  const searching = asked.length >= SEARCHED_FROM
  const found = useQuery({ ...queries.search(asked), enabled: searching, placeholderData: keepPreviousData })
  const hits = searching && query.trim().length >= SEARCHED_FROM ? (found.data ?? []) : []
  const sections = paletteSections({ query, groups: groups.data ?? [], hits, recent })
  const items = sections.flatMap((section) => section.items)
  const active = Math.min(at, items.length - 1)

  const go = (item: PaletteItem) => {
    remember(item)
    props.onClose()
    void follow(item.href)
  }
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (step !== undefined && items.length > 0) {
      event.preventDefault()
      setAt(
        Math.abs(step) === 1
          ? (active + step + items.length) % items.length
          : clamp(active + step, items.length),
      )
    }
    const item = items[active]
    if (event.key === 'Enter' && !event.nativeEvent.isComposing && item) {
      event.preventDefault()
      go(item)
    }
  }
  const status =
    found.isError && searching ? 'The server could not search. Pages and groups are still listed.' : null
  return (
    <>
      <div className={css.field}>
        <IconSearch size={17} aria-hidden className={css.icon} />
        <input
          data-autofocus
          className={css.input}
          role="combobox"
          aria-label="Find an address, group, interface"
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-activedescendant={items.length > 0 ? `${listId}-${active}` : undefined}
          aria-autocomplete="list"
          placeholder="Find an address, group, interface…"
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={onKey}
        />
        <span className={css.busy} data-on={found.isFetching || undefined} aria-hidden />
      </div>
      <PaletteList id={listId} sections={sections} active={active} onPoint={setAt} onChoose={go} />
      {status && <p className={css.status}>{status}</p>}
      <p className={css.keys} aria-hidden>
        <Kbd>↑</Kbd> <Kbd>↓</Kbd> choose <Kbd>Enter</Kbd> open <Kbd>Esc</Kbd> close
      </p>
      <CountForReaders count={items.length} />
    </>
  )
}

/** Says how many there are once typing pauses, not at every letter. */
function CountForReaders(props: { count: number }) {
  const [count] = useDebouncedValue(props.count, 600)
  return (
    <p className={css.unseen} role="status">
      {count === 1 ? '1 result' : `${count} results`}
    </p>
  )
}

const clamp = (value: number, length: number) => Math.max(0, Math.min(length - 1, value))
