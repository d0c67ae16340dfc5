'use client'

import { SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import { useInBrowser } from './keys'
import css from './shell.module.css'

const SCHEMES = [
  { value: 'auto', label: 'As the system', Icon: IconDeviceDesktop },
  { value: 'light', label: 'Light', Icon: IconSun },
  { value: 'dark', label: 'Dark', Icon: IconMoon },
] as const

/**
 * System, light or dark, kept in this browser. `icons`: as in the top bar, the words only for assistive technology.
 * The server does not know the choice, so it is drawn without one until the browser has taken over.
 */
export function SchemeSwitch(props: { icons?: boolean }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const known = useInBrowser()
  return (
    <SegmentedControl
      className={css.scheme}
      withItemsBorders={false}
      aria-label="Colour scheme"
      size={props.icons ? 'xs' : 'sm'}
      value={known ? colorScheme : ''}
      onChange={(value) => {
        const scheme = SCHEMES.find((one) => one.value === value)
        if (scheme) setColorScheme(scheme.value)
      }}
      data={SCHEMES.map(({ value, label, Icon }) => ({
        value,
        label: props.icons ? (
          <span className={css.schemeIcon} title={label}>
            <Icon size={15} aria-hidden />
            <span className={css.unseen}>{label}</span>
          </span>
        ) : (
          label
        ),
      }))}
    />
  )
}
