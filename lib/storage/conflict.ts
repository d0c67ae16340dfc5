import { DriverAdapterError } from '@prisma/driver-adapter-utils'
import type { Conflict } from '@/lib/allocation/ports/commit'
import { Prisma } from './generated/client'

/**
 * Which of the database's rules broke. This is the only reader of Prisma's error codes; everybody else gets a
 * `Conflict`, or, where no rule of ours broke, null: then the error is a bug and is thrown on.
 */
export function conflictOf(error: unknown): Conflict | null {
  // What was written past Prisma is refused in the driver's own words.
  if (error instanceof DriverAdapterError) return conflictOfCause(readCause(error.cause))
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return null
  if (BUSY.has(error.code)) return { kind: 'busy' }
  return conflictOfCause(readCause(field(field(error.meta, 'driverAdapterError'), 'cause')))
}

function conflictOfCause(cause: Cause): Conflict | null {
  if (cause.kind === 'SocketTimeout') return { kind: 'busy' }
  if (cause.kind === 'NullConstraintViolation' && cause.fields.includes('groupMoved')) {
    return { kind: 'version-moved' }
  }
  if (cause.kind === 'NullConstraintViolation' && cause.fields.includes('accountMoved')) {
    return { kind: 'account-moved' }
  }
  if (cause.kind !== 'UniqueConstraintViolation') return null
  const kind = UNIQUE[`${cause.table}(${cause.fields.join(',')})`]
  return kind ? { kind } : null
}

/** P1008: the database stayed locked. P2034: a write conflict. P2028: the transaction could not be begun in time. */
const BUSY = new Set(['P1008', 'P2034', 'P2028'])

const UNIQUE: Readonly<Record<string, Conflict['kind']>> = {
  'IpAllocation(subnetId,address)': 'address-held',
  'PoolMember(subnetId,address)': 'address-pooled',
  'PublicIpAllocation(publicIpId)': 'public-ip-held',
  'PublicPoolMember(publicIpId)': 'public-ip-pooled',
  'Group(name)': 'name-taken',
  'RollingRecycle(groupId)': 'rolling-live',
  'Request(key)': 'request-answered',
  'Drift(key)': 'drift-open',
  'User(email)': 'account-moved',
  'Account(id)': 'account-moved',
}

type Cause = { readonly kind: string; readonly table: string; readonly fields: readonly string[] }

/** The driver's own words: `{ kind, table, constraint: { fields } }`. */
function readCause(cause: unknown): Cause {
  const fields = field(field(cause, 'constraint'), 'fields')
  return {
    kind: String(field(cause, 'kind') ?? ''),
    table: String(field(cause, 'table') ?? ''),
    fields: Array.isArray(fields) ? fields.map(String) : [],
  }
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
