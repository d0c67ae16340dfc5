// @ts-check
/*
 * The one text that stands for an event, byte for byte: what its hash is made of. Plain JavaScript, because the same
 * lines run in the server, in the thread that checks the whole log, and in `npm run verify`.
 *
 *   [1,42,"2026-01-02T03:04:05.006Z","group-created","operator",null,…,"Asked for.",null,"{\"target\":3}"]
 *    │ └ seq, and then the other fields in the order of EVENT_FIELDS: a JSON text or null
 *    └ version of this form
 *
 *   hash(n) = SHA-256( hash(n-1) + "\n" + form(n) ),   hash(0) = 64 zeros
 *
 * It is what `JSON.stringify` writes: no spaces, no escapes but those that JSON demands. `before` and `after` are texts
 * inside it, so that one column cannot run over into the next: of two events that differ, the forms differ.
 *
 *   [2,43,…,"{\"target\":3}","7f3a0c…"]     version 2 ends with the request, and only events that have one use it
 *
 * Of an event without a request the form is what it always was, so what was hashed before there were any still fits. A
 * field that comes later gets a version 3 in the same way.
 */

/** In this order for ever. */
const FIRST_FIELDS = /** @type {const} */ ([
  'seq',
  'at',
  'kind',
  'actor',
  'byId',
  'byName',
  'byOrigin',
  'requestId',
  'groupId',
  'instanceId',
  'subnetId',
  'address',
  'interfaceId',
  'publicIpId',
  'machineId',
  'why',
  'before',
  'after',
])

/** In this order for ever: those of version 1, and the one that version 2 adds. */
export const EVENT_FIELDS = /** @type {const} */ ([...FIRST_FIELDS, 'byRequest'])

const FIRST = FIRST_FIELDS.length

/** What the first event follows. */
export const GENESIS = '0'.repeat(64)

/** @typedef {string | number | null} Value */

/**
 * @param {readonly Value[]} values  of EVENT_FIELDS, as they are stored; one that was exported before there were requests
 *   ends without
 * @returns {string}
 */
export const canonicalForm = (values) =>
  values[FIRST] == null ? JSON.stringify([1, ...values.slice(0, FIRST)]) : JSON.stringify([2, ...values])

/**
 * What is hashed for an event.
 * @param {string} previous  the hash of the event before it
 * @param {string} form
 */
export const linkText = (previous, form) => `${previous}\n${form}`

/** The same in SQL, over the columns of "Event". */
export const FORM_SQL = `CASE WHEN "byRequest" IS NULL THEN json_array(1, ${named(FIRST_FIELDS)}) ELSE json_array(2, ${named(EVENT_FIELDS)}) END`

/** @param {readonly string[]} fields */
function named(fields) {
  return fields.map((name) => `"${name}"`).join(', ')
}

/**
 * Text as it comes back from the database: a lone surrogate has no bytes, and a NUL ends the text for some readers.
 * Without it, what is hashed would not be what is stored.
 * @param {string} text
 */
export const storable = (text) => text.replace(/[\0\p{Surrogate}]/gu, '\ufffd')
