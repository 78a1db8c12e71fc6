import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

/** Only some places take shades of the accent; the rest comes from the names in tokens.css. */
const accent: MantineColorsTuple = [
  '#e4f1eb',
  '#cbe5d9',
  '#a3d1bd',
  '#78bd9f',
  '#5fc59b',
  '#2f8f6b',
  '#277e5f',
  '#1f6f54',
  '#195c45',
  '#124936',
];

/** Warm greys for what the library draws in its own: fields have its fifth shade as border, at 3:1 against their ground. */
const gray: MantineColorsTuple = [
  '#faf9f6',
  '#f2f0eb',
  '#e7e5df',
  '#d6d3cb',
  '#918e86',
  '#7d7a72',
  '#6a6862',
  '#4d4b47',
  '#33322f',
  '#1d1c1a',
];

const dark: MantineColorsTuple = [
  '#eeede8',
  '#c9c7c0',
  '#a09e96',
  '#85837b',
  '#75736b',
  '#2d2e2b',
  '#1c1d1b',
  '#1c1d1b',
  '#161715',
  '#0f100e',
];

/** On the light green of the dark scheme, white letters would be too faint. */
const variantColors: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const filled = input.variant === 'filled' && (input.color ?? 'accent') === 'accent';
  return filled ? { ...colors, color: 'var(--on-accent)' } : colors;
};

/** The page under a dialog keeps its scroll bar, and with it its width. */
const keepScrollbar = { removeScrollBar: false };

/** One height for all controls, which is larger on a phone. */
const iconHeight = () => ({ root: { '--ai-size': 'var(--control-height)' } });
const inputHeight = () => ({ wrapper: { '--input-height': 'var(--control-height)' } });
const buttonHeight = () => ({ root: { '--button-height': 'var(--control-height)' } });

export const theme = createTheme({
  colors: { accent, gray, dark },
  variantColorResolver: variantColors,
  black: '#1d1c1a',
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 4 },
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontSizes: { xs: '12px', sm: '13px', md: '14.5px', lg: '16px', xl: '20px' },
  headings: { fontFamily: '"Inter Variable", system-ui, sans-serif', fontWeight: '640' },
  radius: { xs: '4px', sm: '8px', md: '9px', lg: '14px', xl: '20px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  // Plain objects rather than each component's own `extend`: naming the components here would load all of them first.
  components: {
    ActionIcon: { defaultProps: { variant: 'default' }, vars: iconHeight },
    Button: { defaultProps: { fw: 600, fz: 'md' }, vars: buttonHeight },
    Checkbox: { defaultProps: { iconColor: 'var(--on-accent)' } },
    Drawer: {
      defaultProps: { transitionProps: { duration: 180 }, removeScrollProps: keepScrollbar },
    },
    Input: { defaultProps: { size: 'md' }, vars: inputHeight },
    InputWrapper: { defaultProps: { size: 'md' } },
    Modal: {
      defaultProps: {
        transitionProps: { duration: 150 },
        radius: 'lg',
        removeScrollProps: keepScrollbar,
      },
    },
    Paper: { defaultProps: { radius: 'lg' } },
    Popover: { defaultProps: { radius: 'md', shadow: 'md' } },
    Skeleton: { defaultProps: { radius: 'sm' } },
  },
});

/** The component library's own names, pointed to ours. The same list serves both schemes, which tokens.css tells apart. */
const colours = {
  '--mantine-color-body': 'var(--page)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--muted)',
  '--mantine-color-placeholder': 'var(--muted)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--over)',
  '--mantine-color-default': 'var(--card)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-button)',
  '--mantine-color-disabled': 'var(--hover)',
  '--mantine-color-disabled-color': 'var(--muted)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-color-accent-text': 'var(--accent)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent-hover)',
  '--mantine-color-accent-light': 'var(--accent-wash)',
  '--mantine-color-accent-light-hover': 'var(--accent-wash)',
  '--mantine-color-accent-light-color': 'var(--accent)',
  '--mantine-color-accent-outline': 'var(--accent)',
  '--mantine-color-accent-outline-hover': 'var(--accent-wash)',
  '--mantine-color-red-text': 'var(--over)',
  '--mantine-color-red-filled': 'var(--over)',
  '--mantine-color-red-light': 'var(--over-wash)',
  '--mantine-color-red-light-hover': 'var(--over-wash)',
  '--mantine-color-red-light-color': 'var(--over)',
  '--mantine-color-red-outline': 'var(--over)',
  '--mantine-shadow-md': 'var(--float)',
  '--mantine-shadow-xl': 'var(--float)',
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: colours,
  dark: colours,
});
