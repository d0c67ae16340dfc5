import { describe, expect, it } from 'vitest'
import { readSettings, webAddress } from './settings.mjs'

const ROOT = '/srv/holdfast'

const problemsOf = (environment: Record<string, string>): string[] => {
  const read = readSettings(environment, ROOT)
  return read.ok ? [] : read.problems
}

describe('settings', () => {
  it('have a default each', () => {
    expect(readSettings({ PORT: '', HOST: ' ' }, ROOT)).toEqual({
      ok: true,
      settings: {
        host: '127.0.0.1',
        open: false,
        readOnly: false,
        port: 3000,
        publicUrl: null,
        trustedProxies: [],
        secret: null,
        oidc: null,
        databaseFile: '/srv/holdfast/data/holdfast.db',
        databaseUrl: 'file:/srv/holdfast/data/holdfast.db',
        simulatorUrl: 'http://127.0.0.1:3001',
        simulatorIsOurs: true,
        simulatorPort: 3001,
        simulatorState: '/srv/holdfast/data/simulated-aws.db',
        logLevel: 'info',
      },
    })
  })

  it.each([
    [{ DATABASE_URL: 'file:other.db' }, { databaseFile: '/srv/holdfast/other.db' }],
    [{ DATABASE_URL: 'file:/var/lib/h.db' }, { databaseFile: '/var/lib/h.db' }],
    [{ DATABASE_URL: 'file:///var/lib/h.db' }, { databaseUrl: 'file:/var/lib/h.db' }],
    [{ SIMULATOR_PORT: '4001' }, { simulatorUrl: 'http://127.0.0.1:4001', simulatorIsOurs: true }],
    [{ SIMULATOR_URL: 'http://[::1]:9/' }, { simulatorUrl: 'http://[::1]:9', simulatorIsOurs: false }],
    [{ HOST: 'localhost' }, { host: 'localhost' }],
    [{ HOLDFAST_URL: 'https://holdfast.example.org/' }, { publicUrl: 'https://holdfast.example.org' }],
    [{ HOLDFAST_TRUSTED_PROXY: '10.0.0.1, ::1' }, { trustedProxies: ['10.0.0.1', '::1'] }],
    [
      { HOST: '127.255.0.9', HOLDFAST_OPEN: '1' },
      { host: '127.255.0.9', open: true },
    ],
    [
      { HOST: '0.0.0.0', HOLDFAST_OPEN: '0' },
      { host: '0.0.0.0', open: false },
    ],
  ])('%o are read', (environment, expected) => {
    const read = readSettings(environment, ROOT)
    expect(read.ok && read.settings).toMatchObject(expected)
  })

  it.each([
    [{ PORT: 'http' }, /^PORT is "http"; it must be a whole number from 1 to 65535\.$/],
    [{ PORT: '0' }, /^PORT is "0"/],
    [{ PORT: '65536' }, /^PORT/],
    [{ PORT: '3e3' }, /^PORT/],
    [{ SIMULATOR_PORT: '-1' }, /^SIMULATOR_PORT/],
    [{ PORT: '3001' }, /^PORT and SIMULATOR_PORT are both 3001/],
    [{ HOST: '0.0.0.0', HOLDFAST_OPEN: '1' }, /HOST is "0\.0\.0\.0"; without login .* this machine only/],
    [{ HOST: '127.0.0.256', HOLDFAST_OPEN: '1' }, /^HOLDFAST_OPEN is 1 and HOST/],
    [{ HOST: '127.0.0.1.example.org', HOLDFAST_OPEN: '1' }, /^HOLDFAST_OPEN is 1 and HOST/],
    [{ HOST: '::', HOLDFAST_OPEN: '1' }, /^HOLDFAST_OPEN is 1 and HOST/],
    [{ HOLDFAST_URL: 'holdfast.example.org' }, /^HOLDFAST_URL is "holdfast/],
    [{ HOLDFAST_URL: 'https://example.org/holdfast' }, /without a path/],
    [{ HOLDFAST_TRUSTED_PROXY: '10.0.0.1, lb' }, /^HOLDFAST_TRUSTED_PROXY has "lb"/],
    [{ HOLDFAST_OPEN: 'yes' }, /^HOLDFAST_OPEN is "yes"; it must be 1/],
    [{ DATABASE_URL: 'file:' }, /it must name a file/],
    [{ DATABASE_URL: 'file::memory:' }, /it must name a file/],
    [{ DATABASE_URL: 'file:./data/' }, /it must name a file/],
    [{ DATABASE_URL: 'file:a.db?mode=ro' }, /parameters after a "\?"/],
    [{ SIMULATOR_URL: '127.0.0.1:3001' }, /^SIMULATOR_URL/],
    [{ SIMULATOR_STATE: 'data/holdfast.db' }, /name the same file/],
    [{ HOLDFAST_LOG_LEVEL: 'loud' }, /^HOLDFAST_LOG_LEVEL is "loud"; it must be one of fatal, /],
  ])('%o are refused with one sentence', (environment, sentence) => {
    expect(problemsOf(environment)).toEqual([expect.stringMatching(sentence)])
  })

  it('do not repeat a URL that may hold a password', () => {
    const [sentence] = problemsOf({ DATABASE_URL: 'postgresql://me:secret@db/holdfast' })
    expect(sentence).toMatch(/must be a file: URL/)
    expect(sentence).not.toMatch(/secret/)
  })

  it('do not repeat a secret', () => {
    const [sentence] = problemsOf({ HOLDFAST_SECRET: 'hush' })
    expect(sentence).toMatch(/at least 32 random characters/)
    expect(sentence).not.toMatch(/hush/)
  })

  it('name every problem at once', () => {
    expect(
      problemsOf({ PORT: 'x', HOLDFAST_OPEN: 'x', DATABASE_URL: 'db', HOLDFAST_LOG_LEVEL: '?' }),
    ).toHaveLength(4)
  })

  it('make an address to click on', () => {
    expect(webAddress('127.0.0.1', 3000)).toBe('http://127.0.0.1:3000')
    expect(webAddress('::1', 80)).toBe('http://[::1]:80')
  })
})
