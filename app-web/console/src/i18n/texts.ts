import type { ResourceLanguage } from 'i18next';

type Texts = Record<string, ResourceLanguage>;

/** The texts by namespace: a feature's folder is the name of its namespace, what all use is "common". */
export function byNamespace(files: Texts): ResourceLanguage {
  return Object.fromEntries(Object.entries(files).map(([path, texts]) => [/([\w-]+)\/\w+\.json$/.exec(path)?.[1] ?? path, texts]));
}
