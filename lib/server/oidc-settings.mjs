// @ts-check
/** What an operator says about single sign-on, and the sentence for each of it that is wrong. */

/**
 * @typedef {object} RoleClaim  which values of a claim are which role; the highest that is found counts
 * @property {string} claim
 * @property {string[]} admin
 * @property {string[]} operator
 * @property {string[]} viewer
 */

/**
 * @typedef {object} OidcSettings
 * @property {string} issuer
 * @property {string} clientId
 * @property {string} clientSecret
 * @property {string} name  of the provider, as its button tells it
 * @property {RoleClaim | null} roles  null: roles are given here
 * @property {boolean} only  nobody signs in with a password
 */

const NAMES = ['CLIENT_ID', 'CLIENT_SECRET', 'NAME', 'ROLE_CLAIM', 'ADMIN', 'OPERATOR', 'VIEWER', 'ONLY']
const LONGEST_NAME = 40

/**
 * @param {(name: string, otherwise: string) => string} word
 * @param {{ open: boolean, host: string, publicUrl: string | null }} about
 * @param {(host: string) => boolean} isLoopback
 * @param {string[]} problems
 * @returns {OidcSettings | null}  null: there is none
 */
export function readOidc(word, about, isLoopback, problems) {
  /** @param {string} name @param {string} [otherwise] */
  const said = (name, otherwise = '') => word(`HOLDFAST_OIDC_${name}`, otherwise)
  const issuer = said('ISSUER')
  if (issuer === '') {
    const alone = NAMES.find((name) => said(name) !== '')
    if (alone)
      problems.push(`HOLDFAST_OIDC_${alone} is set and HOLDFAST_OIDC_ISSUER is not; name the provider, too.`)
    return null
  }
  problems.push(...problemsOfIssuer(issuer, isLoopback), ...problemsOfPlace(about, isLoopback))
  for (const name of ['CLIENT_ID', 'CLIENT_SECRET'])
    if (said(name) === '')
      problems.push(
        `HOLDFAST_OIDC_ISSUER is set and HOLDFAST_OIDC_${name} is not; the provider gives you one.`,
      )
  const name = said('NAME', 'single sign-on')
  if (name.length > LONGEST_NAME)
    problems.push(
      `HOLDFAST_OIDC_NAME has ${name.length} characters; it stands on a button, so use at most ${LONGEST_NAME}.`,
    )
  const only = said('ONLY', '0')
  if (only !== '0' && only !== '1')
    problems.push(`HOLDFAST_OIDC_ONLY is "${only}"; it must be 1 (nobody signs in with a password) or 0.`)
  return {
    ...{ issuer, name, clientId: said('CLIENT_ID'), clientSecret: said('CLIENT_SECRET') },
    ...{ roles: readRoles(said, problems), only: only === '1' },
  }
}

/** @param {string} issuer @param {(host: string) => boolean} isLoopback */
function problemsOfIssuer(issuer, isLoopback) {
  const wrong = (/** @type {string} */ what) => [`HOLDFAST_OIDC_ISSUER is "${issuer}"; ${what}`]
  if (!/^https?:\/\//.test(issuer) || !URL.canParse(issuer))
    return wrong('it must be an address like https://login.example.org.')
  const { protocol, hostname, search, hash, username } = new URL(issuer)
  if (search !== '' || hash !== '' || username !== '')
    return wrong('an issuer has neither a name and password, nor a "?" or "#".')
  // Whoever sits between could say that they are anybody.
  return protocol === 'https:' || isLoopback(hostname.replace(/^\[(.*)\]$/, '$1'))
    ? []
    : wrong('it must begin with https://, unless it is on this machine.')
}

/** @param {{ open: boolean, host: string, publicUrl: string | null }} about @param {(host: string) => boolean} isLoopback */
function problemsOfPlace({ open, host, publicUrl }, isLoopback) {
  if (open)
    return [
      'HOLDFAST_OPEN is 1 and HOLDFAST_OIDC_ISSUER is set; without login nobody signs in. Leave one of them out.',
    ]
  if (publicUrl === null && !isLoopback(host))
    return [
      'HOLDFAST_OIDC_ISSUER is set and HOLDFAST_URL is not; the provider sends people back to that address.',
    ]
  return []
}

/** @param {(name: string) => string} said @param {string[]} problems @returns {RoleClaim | null} */
function readRoles(said, problems) {
  const claim = said('ROLE_CLAIM')
  const values = (/** @type {string} */ name) =>
    said(name)
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '')
  const roles = { claim, admin: values('ADMIN'), operator: values('OPERATOR'), viewer: values('VIEWER') }
  const named = [...roles.admin, ...roles.operator, ...roles.viewer]
  if (claim === '' && named.length > 0)
    problems.push(
      'HOLDFAST_OIDC_ADMIN, _OPERATOR or _VIEWER is set and HOLDFAST_OIDC_ROLE_CLAIM is not; say in which claim they are found, such as groups.',
    )
  if (claim !== '' && named.length === 0)
    problems.push(
      'HOLDFAST_OIDC_ROLE_CLAIM is set, and none of its values is a role; set HOLDFAST_OIDC_ADMIN, _OPERATOR or _VIEWER.',
    )
  return claim === '' ? null : roles
}
