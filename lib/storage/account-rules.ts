import type { AuditRule } from './audit-rules'

/*
 * Who may come in is as the log tells it. A row that somebody wrote past Holdfast, a role that was raised or a token that
 * works again, has no event, and an event that was written for it breaks the chain.
 *
 *   first-admin-made, invitation-accepted, person-added ─▶ role-changed ─▶ … ─▶ person-removed
 *   token-made ─▶ token-revoked
 *
 * Accounts came after the chain, so every one of them has its event, unless retention removed it since: of who came
 * before that, only what was told later is compared. A name is shown and an id, never a secret.
 */

/** Up to when retention removed events. */
const REMOVED_UNTIL = `coalesce((SELECT max("lastAt") FROM "LedgerAnchor"), '')`

/** What is no JSON was not written by Holdfast, and tells of nobody. */
const READABLE = `json_valid(coalesce("after", '{}')) AND json_valid(coalesce("before", '{}'))`

/** The last that was told of everybody; SQLite takes the other columns from the row of the highest number. */
const LAST_TOLD = `
  SELECT coalesce("after" ->> '$.person', "before" ->> '$.person') AS "id", "kind", "after" ->> '$.role' AS "role",
    max("seq") AS "seq"
  FROM "Event"
  WHERE "kind" IN ('first-admin-made', 'invitation-accepted', 'person-added', 'role-changed', 'person-removed')
    AND ${READABLE}
  GROUP BY 1`

const MADE = `
  SELECT "after" ->> '$.token' AS "id", "after" ->> '$.role' AS "role", "after" ->> '$.person' AS "personId",
    "after" ->> '$.expiresAt' AS "expiresAt", max("seq") AS "seq"
  FROM "Event" WHERE "kind" = 'token-made' AND ${READABLE} GROUP BY 1`

const REVOKED = `
  SELECT "before" ->> '$.token' AS "id", max("seq") AS "seq"
  FROM "Event" WHERE "kind" = 'token-revoked' AND ${READABLE} GROUP BY 1`

/** A date of the library of accounts, in the form that moments have elsewhere. */
const moment = (column: string): string => `coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', ${column}), '9999')`

const ownerless = (table: string, of: string, owner: string): string => `
  SELECT '${of} belongs to ' || t."${owner}" || ', who is not there' AS what
  FROM "${table}" t LEFT JOIN "User" u ON u."id" = t."${owner}" WHERE u."id" IS NULL`

export const ACCOUNT_RULES: readonly AuditRule[] = [
  {
    name: 'everybody has the role that the log tells',
    rule: 'B5',
    sql: `
      SELECT u."name" || ' (' || u."id" || ') is ' || u."role" || CASE
          WHEN t."seq" IS NULL THEN ', and no event let them in'
          WHEN t."kind" = 'person-removed' THEN ', and event ' || t."seq" || ' removed them'
          ELSE ', and event ' || t."seq" || ' made them ' || coalesce(t."role", 'nothing') END AS what
      FROM "User" u LEFT JOIN (${LAST_TOLD}) t ON t."id" = u."id"
      WHERE CASE
        WHEN t."seq" IS NULL THEN ${moment('u."createdAt"')} > ${REMOVED_UNTIL}
        ELSE t."kind" = 'person-removed' OR t."role" IS NOT u."role" END`,
  },
  {
    name: 'every API token is what its event made it',
    rule: 'B5',
    sql: `
      SELECT 'The token ' || t."name" || ' (' || t."id" || ') of ' || t."personId" || CASE
          WHEN r."seq" IS NOT NULL THEN ' works, and event ' || r."seq" || ' revoked it'
          WHEN m."seq" IS NULL THEN ' is in no event'
          WHEN m."role" IS NOT t."role" THEN
            ' is ' || t."role" || ', and event ' || m."seq" || ' made it ' || coalesce(m."role", 'nothing')
          WHEN m."personId" IS NOT t."personId" THEN
            ', and event ' || m."seq" || ' made it for ' || coalesce(m."personId", 'nobody')
          ELSE ' ends on ' || t."expiresAt" || ', and event ' || m."seq" || ' says '
            || coalesce(m."expiresAt", 'nothing') END AS what
      FROM "ApiToken" t LEFT JOIN (${MADE}) m ON m."id" = t."id" LEFT JOIN (${REVOKED}) r ON r."id" = t."id"
      WHERE t."revokedAt" IS NULL AND (r."seq" IS NOT NULL OR CASE
        WHEN m."seq" IS NULL THEN ${moment('t."createdAt"')} > ${REMOVED_UNTIL}
        ELSE (m."role", m."personId", m."expiresAt") IS NOT (t."role", t."personId", t."expiresAt") END)`,
  },
  {
    name: 'what belongs to somebody has its owner',
    rule: 'B7',
    sql: [
      ownerless('Session', 'A session', 'userId'),
      ownerless('Account', 'A way to sign in', 'userId'),
      ownerless('TwoFactor', 'A second factor', 'userId'),
      ownerless('ApiToken', 'An API token', 'personId'),
    ].join(' UNION ALL '),
  },
]
