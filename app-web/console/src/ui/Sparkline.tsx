/** A line of a few values without axes: it shows a direction and tells no number, those are beside it. */
const WIDTH = 120;
const HEIGHT = 28;
const PAD = 2;

/** Where each value stands in the picture; none for what is no line. */
export function pointsOf(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  if (known.length < 2 || known.length < values.length) return '';
  const low = Math.min(...known);
  const range = Math.max(...known) - low;
  return known
    .map((value, index) => {
      const x = PAD + (index * (WIDTH - 2 * PAD)) / (known.length - 1);
      const y = range === 0 ? HEIGHT / 2 : HEIGHT - PAD - ((value - low) * (HEIGHT - 2 * PAD)) / range;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
}

export function Sparkline({ values }: { values: readonly (number | null)[] }) {
  const points = pointsOf(values);
  if (!points) return null;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" height={HEIGHT} preserveAspectRatio="none" aria-hidden="true">
      <polyline points={points} fill="none" stroke="var(--mantine-color-anchor)" strokeWidth={1.5} vectorEffect="non-scaling-stroke" strokeLinejoin="round" />
    </svg>
  );
}
