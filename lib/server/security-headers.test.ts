import { expect, it } from 'vitest'
import { documentPolicy, headerRules } from './security-headers.mjs'

const sourcesOf = (policy: string, directive: string): string[] | undefined =>
  policy
    .split('; ')
    .map((one) => one.split(' '))
    .find(([name]) => name === directive)
    ?.slice(1)

it('lets a document run what bears its nonce and nothing that is written into it', () => {
  const policy = documentPolicy('n0nce', { dev: false })
  expect(sourcesOf(policy, 'script-src')).toEqual(["'self'", "'nonce-n0nce'", "'strict-dynamic'"])
  expect(sourcesOf(policy, 'style-src')).toEqual(["'self'", "'nonce-n0nce'"])
  expect(policy).not.toContain('unsafe-eval')
  expect(policy.match(/unsafe-inline/g)).toHaveLength(1)
  expect(sourcesOf(policy, 'style-src-attr')).toEqual(["'unsafe-inline'"])
  for (const closed of ['default-src', 'base-uri', 'frame-ancestors', 'object-src'])
    expect(sourcesOf(policy, closed)).toEqual(["'none'"])
  for (const own of ['connect-src', 'form-action', 'font-src'])
    expect(sourcesOf(policy, own)).toEqual(["'self'"])
})

it('sends nothing outside: no source of a document names a host or a scheme but data, and that for pictures', () => {
  for (const part of documentPolicy('n0nce', { dev: false }).split('; ')) {
    const [name, ...sources] = part.split(' ')
    const outside = sources.filter((one) => !one.startsWith("'"))
    expect([name, outside]).toEqual([name, name === 'img-src' ? ['data:'] : []])
  }
})

it('asks for https to be kept only where a browser came by https', () => {
  const asking = headerRules.filter(({ headers }) =>
    headers.some(({ key }) => key === 'Strict-Transport-Security'),
  )
  expect(asking.map(({ has }) => has)).toEqual([
    [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }],
  ])
})
