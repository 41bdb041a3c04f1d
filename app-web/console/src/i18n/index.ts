import i18next, { type ResourceLanguage } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';

/** The languages that the console speaks, each with all its texts. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGES;

const KEY = 'countinghouse.language';

const loaders: Record<Language, () => Promise<{ default: ResourceLanguage }>> = {
  en: () => import('./en'),
  de: () => import('./de'),
};

const isLanguage = (text: string | null | undefined): text is Language => !!text && Object.hasOwn(LANGUAGES, text);

/** The language that was chosen here, else the first of the browser's that the console speaks. */
export function preferredLanguage(): Language {
  const chosen = localStorage.getItem(KEY);
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
}

async function load(language: Language): Promise<void> {
  const { default: texts } = await loaders[language]();
  for (const [namespace, resources] of Object.entries(texts)) i18next.addResourceBundle(language, namespace, resources);
}

export async function startTexts(): Promise<void> {
  const language = preferredLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackNS: 'common',
    defaultNS: 'common',
    resources: {},
    // Keys are flat: a point is a letter of the key.
    keySeparator: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await load(language);
  document.documentElement.lang = language;
}

export async function speak(language: Language): Promise<void> {
  await load(language);
  localStorage.setItem(KEY, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

/** The texts of a feature, and those that all use where it has none of that name. */
export function useTexts(namespace = 'common') {
  return useTranslation(namespace).t;
}

/** Words of a feature for what the API tells: `words('accounts', 'revenue')`; the API's own where it tells one that is newer than the texts. */
export function useWords(namespace: string) {
  const t = useTexts(namespace);
  return (prefix: string, told: string | undefined | null): string => (told ? t(`${prefix}.${told}`, told) : '–');
}

/** The locale for numbers and dates: the browser's variety of the language in use ("de-AT"), else the usual one. */
export function useLocale(): string {
  const { i18n } = useTranslation();
  return localeOf(i18n.language, navigator.languages);
}

export function localeOf(language: string, preferred: readonly string[]): string {
  return preferred.find((tag) => tag.startsWith(`${language}-`)) ?? (language === 'de' ? 'de-DE' : 'en-GB');
}
