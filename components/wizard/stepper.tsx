'use client'

import { IconCheck } from '@tabler/icons-react'
import { type KeyboardEvent, useRef } from 'react'
import css from './stepper.module.css'

export type StepTab<Id extends string> = {
  readonly id: Id
  readonly label: string
  /** How many things are to mend in it, and how many were changed. */
  readonly problems: number
  readonly changes: number
  readonly done: boolean
}

/** Tabs with a tick, a number or a mark. Knows nothing of what the steps hold. Arrows move, Enter opens. */
export function Stepper<Id extends string>(props: {
  steps: readonly StepTab<Id>[]
  current: Id
  onChoose: (id: Id) => void
}) {
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const tabs = [...(list.current?.querySelectorAll<HTMLButtonElement>('[role=tab]') ?? [])]
    const at = tabs.indexOf(document.activeElement as HTMLButtonElement)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
    if (to === undefined || at < 0) return
    event.preventDefault()
    tabs[(to + tabs.length) % tabs.length]?.focus()
  }
  return (
    <div className={css.tabs} role="tablist" aria-label="Steps" ref={list} onKeyDown={move}>
      {props.steps.map((step, index) => {
        const selected = step.id === props.current
        return (
          <button
            key={step.id}
            type="button"
            role="tab"
            id={`wizard-tab-${step.id}`}
            className={css.tab}
            aria-selected={selected}
            aria-controls={selected ? 'wizard-panel' : undefined}
            aria-describedby={`wizard-tab-${step.id}-state`}
            tabIndex={selected ? 0 : -1}
            onClick={() => props.onChoose(step.id)}
          >
            <span className={css.tick} data-look={lookOf(step, selected)} aria-hidden>
              {lookOf(step, selected) === 'done' ? (
                <IconCheck size={11} stroke={3} />
              ) : step.problems > 0 && !selected ? (
                '!'
              ) : (
                index + 1
              )}
            </span>
            {step.label}
            {step.changes > 0 && (
              <span className={css.changed} aria-hidden>
                {step.changes} changed
              </span>
            )}
          </button>
        )
      })}
      {props.steps.map((step, index) => (
        <span key={step.id} id={`wizard-tab-${step.id}-state`} hidden>
          {describeState(step, index, props.steps.length, step.id === props.current)}
        </span>
      ))}
    </div>
  )
}

const lookOf = (step: StepTab<string>, selected: boolean): string =>
  selected ? 'now' : step.problems > 0 ? 'bad' : step.done ? 'done' : 'ahead'

function describeState(step: StepTab<string>, index: number, count: number, selected: boolean): string {
  const state = step.problems > 0 ? `${step.problems} to mend` : step.done ? 'complete' : 'not complete yet'
  const changes = step.changes > 0 ? `, ${step.changes} changed` : ''
  return `Step ${index + 1} of ${count}${selected ? ', current' : ''}, ${state}${changes}`
}
