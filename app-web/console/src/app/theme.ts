import { createTheme, defaultVariantColorsResolver, type CSSVariablesResolver, type MantineColorsTuple, type MantineThemeOverride } from '@mantine/core';
import type { Branding } from './branding';

type Rgb = [number, number, number];

const parse = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb;
const hex = (rgb: Rgb): string => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
const mix = (from: Rgb, to: Rgb, share: number): Rgb => from.map((part, at) => part + ((to[at] ?? 0) - part) * share) as Rgb;

/** The relative luminance of WCAG 2.2. */
function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The contrast of two colours by WCAG 2.2: 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(parse(one)), luminance(parse(other))].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [10, 14, 20];

/** Ten shades from one colour; the seventh is dark enough for white text on it and for text of its colour on white. */
export function shades(primary: string): MantineColorsTuple {
  const base = parse(primary);
  let strong = base;
  for (let step = 0; step < 40 && contrast(hex(strong), '#ffffff') < 4.9; step += 1) strong = mix(strong, BLACK, 0.05);
  const light = [0.93, 0.84, 0.7, 0.55, 0.38, 0.18].map((share) => hex(mix(strong, WHITE, share)));
  const dark = [0, 0.14, 0.28, 0.42].map((share) => hex(mix(strong, BLACK, share)));
  return [...light, ...dark] as unknown as MantineColorsTuple;
}

export function themeOf(branding: Branding): MantineThemeOverride {
  const font = `${branding.fonts.text ? `${branding.fonts.text}, ` : ''}"Inter Variable", ui-sans-serif, system-ui, sans-serif`;
  return createTheme({
    primaryColor: 'brand',
    primaryShade: { light: 6, dark: 6 },
    colors: {
      brand: shades(branding.colors.primary),
      gray: ['#f7f8fa', '#f0f2f5', '#e4e7ec', '#d3d8e0', '#b9c0cb', '#98a1af', '#717b8a', '#525c6b', '#333c4a', '#1b222d'],
      dark: ['#e3e6eb', '#b7bec9', '#959eac', '#606a79', '#3b434f', '#2c333d', '#222831', '#171b21', '#12151a', '#0c0f13'],
    },
    fontFamily: font,
    headings: { fontFamily: font, fontWeight: '600', sizes: { h1: { fontSize: '20px', lineHeight: '28px' }, h2: { fontSize: '15px', lineHeight: '22px' }, h3: { fontSize: '13.5px', lineHeight: '20px' } } },
    fontSizes: { xs: '12px', sm: '13.5px', md: '14px', lg: '16px', xl: '18px' },
    lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.5' },
    spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
    radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
    defaultRadius: 'sm',
    cursorType: 'pointer',
    focusRing: 'auto',
    respectReducedMotion: true,
    variantColorResolver: (input) => {
      const colors = defaultVariantColorsResolver(input);
      // Subtle and outlined red: Mantine's own red is too pale for text.
      return input.color === 'red' && input.variant !== 'filled' ? { ...colors, color: 'var(--ch-danger-text)' } : colors;
    },
    components: {
      Button: { defaultProps: { size: 'sm' }, styles: { root: { fontWeight: 550 } }, vars: (_theme: unknown, props: { size?: string }) => ({ root: props.size === 'sm' || !props.size ? { '--button-height': '34px', '--button-padding-x': '14px' } : props.size === 'xs' ? { '--button-height': '28px', '--button-padding-x': '10px' } : {} }) },
      ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
      TextInput: { defaultProps: { size: 'sm' } },
      Modal: { styles: { title: { fontWeight: 600, fontSize: 15 } }, defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.4 }, transitionProps: { duration: 120 } } },
      Drawer: { defaultProps: { position: 'right', overlayProps: { backgroundOpacity: 0.4 }, transitionProps: { duration: 150 } } },
      Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
      Menu: { defaultProps: { shadow: 'md' } },
      Loader: { defaultProps: { type: 'oval' } },
    },
  });
}

/** Mantine's pale texts are below 4.5:1; these are not. The product's own surfaces and tones are in ui/base.css. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-text': '#1b222d',
    '--mantine-color-dimmed': '#525c6b',
    '--mantine-color-placeholder': '#6a7482',
    '--mantine-color-error': '#b42318',
    '--mantine-color-default-border': '#d3d8e0',
    '--mantine-color-anchor': 'var(--mantine-color-brand-6)',
  },
  dark: {
    '--mantine-color-body': '#171b21',
    '--mantine-color-text': '#e3e6eb',
    '--mantine-color-dimmed': '#a6aebb',
    '--mantine-color-placeholder': '#959eac',
    '--mantine-color-error': '#ff9a8f',
    '--mantine-color-default': '#222831',
    '--mantine-color-default-hover': '#2c333d',
    '--mantine-color-default-border': '#3b434f',
    '--mantine-color-anchor': 'var(--mantine-color-brand-3)',
  },
});
