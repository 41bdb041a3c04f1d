import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STATUS_TONES } from '~/ui/tones';

const SRC = join(import.meta.dirname, '..');
type Texts = Record<string, string>;

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Texts;
const featureNames = readdirSync(join(SRC, 'features')).filter((name) => statSync(join(SRC, 'features', name)).isDirectory());
const folders: [string, string][] = [['common', join(SRC, 'i18n/common')], ...featureNames.map((name): [string, string] => [name, join(SRC, 'features', name)])];
const texts = Object.fromEntries(folders.map(([name, folder]) => [name, { en: read(join(folder, 'en.json')), de: read(join(folder, 'de.json')) }]));

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.') && entry.name !== 'schema.d.ts' ? [path] : [];
  });
}

const used = sources(SRC).flatMap((path) => {
  const own = /features\/([\w-]+)\//.exec(path)?.[1] ?? 'common';
  const source = readFileSync(path, 'utf8');
  return [...source.matchAll(/\bt\(\s*'([\w-]+:)?([^'$]+)'/g)].map((match) => ({ path, namespace: match[1]?.slice(0, -1) ?? own, key: match[2] ?? '' }));
});

const has = (namespace: string, key: string) => [texts[namespace], texts.common].some((both) => both && (key in both.en || `${key}_other` in both.en));
const placeholders = (text: string | undefined) => [...(text ?? '').matchAll(/{{\w+}}/g)].map(([match]) => match).sort();

describe('texts', () => {
  it.each(folders)('%s has the same texts in both languages, none empty', (name) => {
    const both = texts[name];
    expect(Object.keys(both?.de ?? {}).sort()).toEqual(Object.keys(both?.en ?? {}).sort());
    expect(Object.entries({ ...both?.en, ...both?.de }).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(folders)('%s fills in the same values in both languages', (name) => {
    for (const key of Object.keys(texts[name]?.en ?? {})) expect(placeholders(texts[name]?.de[key]), key).toEqual(placeholders(texts[name]?.en[key]));
  });

  it('that the sources use are there', () => {
    expect(used.length).toBeGreaterThan(50);
    expect(used.filter(({ namespace, key }) => !has(namespace, key)).map(({ path, key }) => `${path.slice(SRC.length)}: ${key}`)).toEqual([]);
  });

  it('name every status that has a tone', () => {
    expect(Object.keys(STATUS_TONES).filter((status) => !(`status.${status}` in (texts.common?.en ?? {})))).toEqual([]);
  });

  it('name every place of the navigation', () => {
    const places = featureNames.flatMap((name) =>
      [...readFileSync(join(SRC, 'features', name, 'feature.ts'), 'utf8').matchAll(/\bname: '([\w-]+)', to: '[^']*'(, icon)?/g)].map((match) => `${name}:${match[2] ? 'nav' : 'action'}.${match[1]}`));
    expect(places.filter((place) => !((place.split(':')[1] ?? '') in (texts[place.split(':')[0] ?? '']?.en ?? {})))).toEqual([]);
  });

  it.each([
    ['Account', 'ledger', 'accounts'], ['Rule', 'ledger', 'rules'], ['/"credit_note"/', 'ledger', 'kinds'], ['/"credit_note"/', 'customers', 'statement.kind'],
    ['InvoiceStatus', 'common', 'status'], ['SubscriptionStatus', 'common', 'status'], ['PlanVersionStatus', 'common', 'status'], ['WebhookStatus', 'common', 'status'],
    ['WalletStatus', 'common', 'status'], ['DeliveryState', 'common', 'status'], ['JobState', 'common', 'status'], ['Anomaly', 'common', 'status'],
    ['WalletTransactionKind', 'customers', 'wallet.kind'], ['TaxTreatment', 'invoices', 'taxTreatment'], ['Model', 'invoices', 'model'], ['PauseKind', 'subscriptions', 'pause'],
    ['Aggregation', 'catalog', 'aggregation'], ['AttemptStatus', 'payments', 'attempt'], ['RefundStatus', 'payments', 'refund'], ['LinkStatus', 'payments', 'link'],
    ['Ageing', 'analytics', 'age'],
  ])('name every %s that the API tells, in %s:%s', (schema, namespace, prefix) => {
    const types = readFileSync(join(SRC, 'api/schema.d.ts'), 'utf8');
    const values = [...types.matchAll(/^ {8}(\w+): ("[^;]*");$/gm)].find(([, name, of]) => (schema.startsWith('/') ? of?.includes(schema.slice(1, -1)) : name === schema))?.[2];
    const words = (values ?? '').split(' | ').map((word) => JSON.parse(word) as string);
    expect(words.filter((word) => !(`${prefix}.${word}` in (texts[namespace]?.en ?? {})))).toEqual([]);
  });
});
