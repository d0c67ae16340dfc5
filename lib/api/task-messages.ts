import { type CronField, type CronProblem, cronLimits } from '@/lib/domain/cron-fields'
import { plural, say } from '@/lib/domain/plural'
import type { TaskAction, TaskStep } from '@/lib/domain/schedule'

/* The sentences of scheduled tasks: what they do, what became of them, and what is wrong with a schedule. */

/** "Set target to 6" */
export function actionWords(action: TaskAction): string {
  switch (action.kind) {
    case 'set-target':
      return `Set target to ${say(action.target)}`
    case 'scale-up':
      return `Scale up by ${say(action.by)}`
    case 'scale-down':
      return `Scale down by ${say(action.by)}`
    case 'recycle':
      return 'Recycle every active instance'
  }
}

/** What a step did, as one sentence; a target that was held at a limit says so. `changed`: anything was to be done. */
export function stepSentence(step: TaskStep, changed: boolean): string {
  if (step.kind === 'recycle')
    return step.instances === 0
      ? 'No instance was active: there was nothing to recycle.'
      : `${plural(step.instances, 'instance')} recycled on the same addresses.`
  const { from, to, beyond } = step
  const done =
    from !== to
      ? `Target ${say(from)} became ${say(to)}.`
      : changed
        ? `Target stays ${say(to)}; instances were missing and are being started.`
        : `Target is ${say(to)} already.`
  if (beyond === null) return done
  const side = beyond.limit === 'maximum' ? 'above' : 'below'
  return `${done} ${beyond.wanted < 0 ? 'Less than 0' : say(beyond.wanted)} would be ${side} ${beyond.limit} ${say(to)}.`
}

/** It was due, its change was stored, and the process ended before it could tell of it. */
export const RAN_BEFORE_RESTART = 'Done just before Holdfast was stopped.'

/** In front of what was done later than it was due. */
export const lateSentence = (lateMs: number): string =>
  lateMs < 60_000 ? '' : `${Math.floor(lateMs / 60_000)} min late, because Holdfast was not running. `

/** `most`: so many were counted, and there may be more. */
export function missedSentence(missed: readonly string[], most: number): string {
  const [first] = missed
  const why = 'Holdfast was not running. Only the latest run is made up for, and only within 15 minutes.'
  if (missed.length === 1 && first !== undefined) return `Missed what was due ${atUtc(first)}. ${why}`
  const many = missed.length >= most ? `more than ${say(most)}` : say(missed.length)
  return `Missed ${many} runs since ${atUtc(first ?? '')}. ${why}`
}

const atUtc = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`

const EXAMPLE = 'Write minute, hour, day, month and weekday, for example 0 8 * * 1-5.'

export function cronSentence(problem: CronProblem): string {
  switch (problem.kind) {
    case 'empty':
      return `Give a schedule. ${EXAMPLE}`
    case 'nickname':
      return `“${short(problem.text)}” is a nickname that not every program knows. ${EXAMPLE}`
    case 'seconds':
      return 'This has six fields. Seconds cannot be scheduled: leave the first field out.'
    case 'field-count':
      return `A schedule has five fields, this has ${problem.count}. ${EXAMPLE}`
    case 'unreadable':
      return problem.part === ''
        ? `The ${problem.field} has a comma with nothing beside it. Remove it, or give a value.`
        : `“${short(problem.part)}” is not ${one(problem.field)}. Write a number, *, a range such as ${range(problem.field)}, or a step such as */2.`
    case 'out-of-range':
      return `“${short(problem.part)}” is not ${one(problem.field)}: it goes from ${range(problem.field).replace('-', ' to ')}.`
    case 'reversed':
      return `“${short(problem.part)}” in the ${problem.field} ends before it starts. Write the smaller one first.`
    case 'bad-step':
      return `“${short(problem.part)}” in the ${problem.field} is not a step that can be counted. Write */2, or ${range(problem.field)}/2.`
    case 'never':
      return 'No such day ever comes, so this would never run. Look at the day and the month.'
  }
}

const one = (field: CronField): string => (field === 'hour' ? 'an hour' : `a ${field}`)

function range(field: CronField): string {
  const { first, last } = cronLimits(field)
  return `${first}-${last}`
}

const short = (text: string): string => (text.length > 24 ? `${text.slice(0, 23)}…` : text)

export const timeZoneSentence = (text: string): string =>
  text.trim() === ''
    ? 'Choose a time zone.'
    : `“${short(text)}” is not a time zone that this server knows. Choose one such as Europe/Berlin.`
