/** Values of one name: one for each label, null where there is none. */
export interface Series {
  name: string;
  values: readonly (number | null)[];
  /** A line instead of bars, which are stacked. */
  line?: boolean;
}

/**
 * What the API tells as text, to be drawn: a bar or a point is no exact thing. This is the one place where an amount becomes a number,
 * and none comes back from here.
 */
export const toDraw = (text: string | undefined | null): number | null => (text === undefined || text === null ? null : Number(text));

/** The same, drawn downwards: what was lost. */
export const toDrawDown = (text: string | undefined | null): number | null => {
  const value = toDraw(text);
  return value ? -value : value;
};
