export interface Change {
  field: string;
  before: unknown;
  after: unknown;
}

type Known = Record<string, unknown> | null | undefined;

/** What is different between two states of a thing, field by field, the fields within objects each by its path. */
export function changesOf(before: Known, after: Known, prefix = ''): Change[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  return fields.flatMap((name) => {
    const was = before?.[name];
    const is = after?.[name];
    if (JSON.stringify(was) === JSON.stringify(is)) {
      return [];
    }
    const field = prefix + name;
    return plain(was) && plain(is) ? changesOf(was, is, `${field}.`) : [{ field, before: was, after: is }];
  });
}

const plain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value in a cell. */
export const told = (value: unknown): string => (value === undefined || value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value));
