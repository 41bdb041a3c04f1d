/** What an installation puts in place of the product's own looks: /branding.json. Each field may be missing. */
export interface Branding {
  name: string;
  tagline?: string;
  /** A path of this server or a data: URL of an image; the Content-Security-Policy allows no other. */
  logo?: string;
  colors: { primary: string };
  fonts: { text?: string };
  navigation: { order?: string[]; hidden?: string[] };
  tiers?: string[];
}

export const DEFAULTS: Branding = { name: 'Countinghouse', colors: { primary: '#1f5f8b' }, fonts: {}, navigation: {} };

let branding = DEFAULTS;

const HEX = /^#[0-9a-f]{6}$/i;

/** The defaults, and over them what is said and can be used. */
export function brandingOf(told: unknown): Branding {
  if (typeof told !== 'object' || told === null) return DEFAULTS;
  const { colors, fonts, navigation, ...rest } = told as Partial<Branding>;
  return {
    ...DEFAULTS,
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && value !== undefined)),
    colors: colors && HEX.test(colors.primary ?? '') ? { primary: colors.primary } : DEFAULTS.colors,
    fonts: fonts ?? {},
    navigation: navigation ?? {},
  };
}

/** Reads /branding.json; where there is none, the defaults stay. */
export async function loadBranding(): Promise<void> {
  try {
    const response = await fetch('/branding.json', { headers: { Accept: 'application/json' } });
    if (response.ok) branding = brandingOf(await response.json());
  } catch {
    // The looks are no reason not to start.
  }
  document.title = branding.name;
}

export const currentBranding = (): Branding => branding;
