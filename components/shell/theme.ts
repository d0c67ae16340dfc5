import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type VariantColorsResolver,
} from '@mantine/core'

/** Tidal green in ten steps; 7 is --brand in the light scheme, 4 in the dark one. */
const tide = [
  '#e9f6f2',
  '#dcefe9',
  '#b5dfd3',
  '#84d0bf',
  '#4cc2ab',
  '#2fb39c',
  '#0a7d6b',
  '#0b6b5d',
  '#09594d',
  '#06231d',
] as const

/** Mantine's greys for either scheme, tinted like the tokens. */
const gray = [
  '#f6f7f5',
  '#eef0ed',
  '#e6e9e5',
  '#dfe3de',
  '#c5ccc6',
  '#8b958f',
  '#656f6a',
  '#4f5b56',
  '#2c3733',
  '#16201d',
] as const
const dark = [
  '#e7eeea',
  '#c6d2cc',
  '#9fafa8',
  '#84948c',
  '#3b4944',
  '#26312d',
  '#1b2521',
  '#161e1b',
  '#111816',
  '#0f1513',
] as const

/**
 * Filled controls follow the scheme's own --brand and --on-brand (dark text on light green in the dark scheme),
 * which Mantine's white-on-shade default would fail contrast with.
 */
const variantColorResolver: VariantColorsResolver = (input) => {
  const color = input.color ?? input.theme.primaryColor
  if (input.variant === 'filled' && color === 'tide')
    return {
      background: 'var(--brand)',
      hover: 'var(--brand-hover)',
      color: 'var(--on-brand)',
      border: '1px solid transparent',
    }
  if (input.variant === 'filled' && color === 'red')
    return {
      background: 'var(--bad)',
      hover: 'var(--bad-hover)',
      color: 'var(--on-bad)',
      border: '1px solid transparent',
    }
  if (input.variant === 'subtle' && color === 'tide')
    return {
      background: 'transparent',
      hover: 'var(--hover)',
      color: 'var(--brand)',
      border: '1px solid transparent',
    }
  if (input.variant === 'subtle' && color === 'gray')
    return {
      background: 'transparent',
      hover: 'var(--hover)',
      color: 'var(--soft)',
      border: '1px solid transparent',
    }
  if (input.variant === 'subtle' && color === 'red')
    return {
      background: 'transparent',
      hover: 'var(--bad-soft)',
      color: 'var(--bad)',
      border: '1px solid transparent',
    }
  if (input.variant === 'light' && color === 'tide')
    return {
      background: 'var(--brand-soft)',
      hover: 'var(--ok-soft)',
      color: 'var(--brand)',
      border: '1px solid transparent',
    }
  return defaultVariantColorsResolver(input)
}

export const theme = createTheme({
  primaryColor: 'tide',
  primaryShade: { light: 7, dark: 4 },
  colors: { tide: [...tide], gray: [...gray], dark: [...dark] },
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.45', lg: '1.45', xl: '1.4' },
  defaultRadius: '8px',
  headings: {
    fontFamily: 'var(--sans)',
    fontWeight: '650',
    sizes: { h1: { fontSize: '21px' }, h2: { fontSize: '14px' }, h3: { fontSize: '14px' } },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  variantColorResolver,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    NumberInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm' } },
    MultiSelect: { defaultProps: { size: 'sm' } },
    Checkbox: { defaultProps: { size: 'sm' } },
    Switch: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { withArrow: false, openDelay: 250, transitionProps: { duration: 80 } } },
    Modal: {
      defaultProps: { transitionProps: { duration: 120 }, overlayProps: { backgroundOpacity: 0.45 } },
    },
    Drawer: { defaultProps: { transitionProps: { duration: 140 } } },
    Menu: { defaultProps: { transitionProps: { duration: 80 } } },
    Popover: { defaultProps: { transitionProps: { duration: 80 } } },
  },
})

/** Mantine's own variables, pointed at the tokens, so that its parts look like ours in both schemes. */
const onTokens = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-dimmed': 'var(--soft)',
  '--mantine-color-placeholder': 'var(--faint)',
  '--mantine-color-anchor': 'var(--brand)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--faint)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--brand)',
  '--mantine-primary-color-filled-hover': 'var(--brand-hover)',
  '--mantine-primary-color-contrast': 'var(--on-brand)',
  '--mantine-color-tide-filled': 'var(--brand)',
}

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: onTokens, dark: onTokens })
