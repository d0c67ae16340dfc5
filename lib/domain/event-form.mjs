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
 * inside it, so that one column cannot run over into the next: of two events that differ, the forms differ. A field that
 * comes later gets a version 2, which only events that have it use: what is hashed stays as it is.
 */

export const FORM_VERSION = 1

/** In this order for ever. */
export const EVENT_FIELDS = /** @type {const} */ ([
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

/** What the first event follows. */
export const GENESIS = '0'.repeat(64)

/** @typedef {string | number | null} Value */

/**
 * @param {readonly Value[]} values  of EVENT_FIELDS, as they are stored
 * @returns {string}
 */
export const canonicalForm = (values) => JSON.stringify([FORM_VERSION, ...values])

/**
 * What is hashed for an event.
 * @param {string} previous  the hash of the event before it
 * @param {string} form
 */
export const linkText = (previous, form) => `${previous}\n${form}`

/** The same in SQL, over the columns of "Event". */
export const FORM_SQL = `json_array(${FORM_VERSION}, ${EVENT_FIELDS.map((name) => `"${name}"`).join(', ')})`

/**
 * Text as it comes back from the database: a lone surrogate has no bytes, and a NUL ends the text for some readers.
 * Without it, what is hashed would not be what is stored.
 * @param {string} text
 */
export const storable = (text) => text.replace(/[\0\p{Surrogate}]/gu, '\ufffd')
