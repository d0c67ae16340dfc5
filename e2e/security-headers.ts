/** What every answer of the console has to say, read independently of where it is said. */
const EVERYWHERE: Readonly<Record<string, RegExp>> = {
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'referrer-policy': /^(same-origin|no-referrer)$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'permissions-policy': /camera=\(\).*geolocation=\(\).*microphone=\(\)/,
}

/** A policy with these lets nothing run, load, send or frame that is not ours. */
const CLOSED = ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]

type Headers = Readonly<Record<string, string | undefined>>

/** What is missing of an answer's headers, or too open in them; `document` says that it is a page. */
export function headerProblems(headers: Headers, of: 'document' | 'data'): string[] {
  const problems = Object.entries(EVERYWHERE)
    .filter(([name, value]) => !value.test(headers[name] ?? ''))
    .map(([name]) => `${name}: ${headers[name] ?? 'missing'}`)
  const policy = (headers['content-security-policy'] ?? '').split('; ')
  const wanted = of === 'document' ? [...CLOSED, "object-src 'none'", "form-action 'self'"] : CLOSED
  problems.push(...wanted.filter((one) => !policy.includes(one)).map((one) => `no ${one}`))
  const scripts = policy.find((one) => one.startsWith('script-src '))
  if (of === 'document' && !nonceOf(headers)) problems.push(`scripts without a nonce: ${scripts}`)
  if (/unsafe-(inline|eval)/.test(scripts ?? '')) problems.push(`scripts from anybody: ${scripts}`)
  if (headers['x-powered-by']) problems.push(`x-powered-by: ${headers['x-powered-by']}`)
  return problems
}

export const nonceOf = (headers: Headers): string | undefined =>
  /script-src [^;]*'nonce-([A-Za-z0-9+/=]{22,})'/.exec(headers['content-security-policy'] ?? '')?.[1]
