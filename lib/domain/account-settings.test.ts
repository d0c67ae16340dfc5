import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, movedSettings, readSettings, settingMayBe } from './account-settings'

describe('account settings', () => {
  it('are the defaults where nothing is stored', () => {
    expect(readSettings({})).toEqual(DEFAULT_SETTINGS)
  })

  it('are what is stored, and the default where that may not be', () => {
    const stored = { syncIntervalSeconds: 2, currency: 'EUR', publicIpPerHour: '0.1', unknown: true }
    expect(readSettings(stored)).toEqual({ ...DEFAULT_SETTINGS, currency: 'EUR' })
  })

  it.each([
    ['syncIntervalSeconds', 5, true],
    ['syncIntervalSeconds', 4, false],
    ['syncIntervalSeconds', 3_600, true],
    ['syncIntervalSeconds', 3_601, false],
    ['syncIntervalSeconds', 7.5, false],
    ['interfacePerHour', 0, true],
    ['interfacePerHour', -0.01, false],
    ['publicIpPerHour', 100, true],
    ['publicIpPerHour', 100.01, false],
    ['publicIpPerHour', Number.NaN, false],
    ['currency', 'usd', false],
    ['repairByItself', ['interface-deleted'], true],
    ['repairByItself', [1], false],
  ] as const)('%s may be %j: %j', (name, value, may) => {
    expect(settingMayBe(name, value)).toBe(may)
  })

  it('tells what moved since it was seen, and nothing of what was not looked at', () => {
    const now = { ...DEFAULT_SETTINGS, syncIntervalSeconds: 60, repairByItself: ['a'] }
    expect(movedSettings({ syncIntervalSeconds: 30, currency: 'USD' }, now)).toEqual([
      { name: 'syncIntervalSeconds', from: 30, to: 60 },
    ])
    expect(movedSettings({ repairByItself: ['a'] }, now)).toEqual([])
  })
})
