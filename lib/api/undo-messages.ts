import type { Actor } from '@/lib/domain/event'
import type { UndoNote, UndoObstacle } from '@/lib/domain/undo'

/* Why a change cannot be undone, and what does not come back, in sentences. */

export function undoObstacleSentence(why: UndoObstacle): string {
  switch (why.kind) {
    case 'not-a-change':
      return 'This was no change of a group by its operator: there is nothing to take back.'
    case 'undone-already':
      return `This change is undone already, since ${clock(why.at)}.`
    case 'deleted':
      return 'The group was deleted, and what it held was let go. Create it again from its configuration.'
    case 'too-old':
      return 'How the group was configured then was not kept yet, so nobody can tell what to put back.'
    case 'machines-replaced':
      return 'Machines were replaced, and their addresses stayed: the old machines are gone, and nothing else was changed.'
    case 'refilled':
      return `${why.address} is a member of the pool, so it got a new instance by itself (A6). What it was before is gone.`
    case 'replaced':
      return `Another instance took the place of the one on ${why.address}. Deallocate that one and lower target instead.`
    case 'nothing-left': {
      const notes = why.notes.map(undoNoteSentence).join(' ')
      return `Nothing is left to undo: all of it is as it was before, or was changed since.${notes && ` ${notes}`}`
    }
  }
}

const ACTORS: Record<Actor, string> = {
  operator: 'the operator',
  holdfast: 'Holdfast',
  cloud: 'the cloud',
}

export function undoNoteSentence(note: UndoNote): string {
  switch (note.kind) {
    case 'changed-since': {
      const by = note.by ? ` by ${ACTORS[note.by.actor]}, ${clock(note.by.at)}` : ''
      return `${fieldText(note.field)} was changed again since${by}: it stays as it is now.`
    }
    case 'instance-gone':
      return `${note.instanceId} is gone and does not come back.`
    case 'instance-changed-since':
      return `${note.instanceId} was resumed or paused again since: it stays as it is now.`
    case 'created-stays':
      return `${note.instanceId} was made by the change: it is paused, not deallocated, and keeps its address.`
    case 'address-gone':
      return note.why === 'held'
        ? `${note.address} does not come back: somebody else holds it by now.`
        : note.why === 'pooled'
          ? `${note.address} does not come back: a pool of another group lists it by now.`
          : `${note.address} does not come back: it rests for another owner.`
    case 'same-address':
      return `${note.address} gets a new instance: the interface and the machine that had it are gone.`
    case 'other-machines':
      return 'VMs that were removed do not come back: others are launched, and take free members of the pools.'
  }
}

const FIELDS: Readonly<Record<string, string>> = {
  name: 'The name',
  'capacity.minimum': 'Minimum',
  'capacity.target': 'Target',
  'capacity.maximum': 'Maximum',
  action: 'What the task does',
  cron: 'When the task is due',
  timeZone: 'The time zone',
  enabled: 'Whether the task is enabled',
  coolingSeconds: 'The rest of released addresses',
  'compute.imageId': 'The image',
  'compute.instanceTypes': 'The list of machine types',
  'compute.securityGroupIds': 'The list of security groups',
  'persistence.maintainPrivateIp': 'Maintain private IP',
  'persistence.overflow': 'What covers a target above the pool',
  'persistence.subnetIds': 'The list of subnets',
  'persistence.privateIpPool': 'The private IP pool',
  'persistence.publicIpPool': 'The public IP pool',
  'persistence.retention.days': 'Days until what is paused is released',
  'persistence.retention.poolMembers': 'Whether pool members are released, too',
  'persistence.zones': 'The list of zones',
  'persistence.interfaces': 'The list of interfaces',
}

/** "Target"; what has no name here is called by its own, in words: "Interfaces, eth0, private IP pool". */
export const fieldText = (path: string): string => {
  const known = FIELDS[path]
  if (known) return known
  const words = path.replace(/^persistence\./, '').replaceAll('.', ', ')
  return words
    .replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
    .replace(/\bip\b/g, 'IP')
    .replace(/^./, (first) => first.toUpperCase())
}

const clock = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`
