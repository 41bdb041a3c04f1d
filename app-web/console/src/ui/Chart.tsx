/** Figures over time on a canvas; loaded only where it is shown. They are drawn, never reckoned with. */
import { useComputedColorScheme, useMantineTheme } from '@mantine/core';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { formatDecimal } from '~/format/money';
import { useLocale } from '~/i18n';
import type { Series } from './series';

use([BarChart, LineChart, GridComponent, TooltipComponent, LegendComponent, CanvasRenderer]);

const PALETTE = ['#1f5f8b', '#d97a34', '#3d8f6a', '#a3477b', '#7a6bc4', '#b59b2b', '#4fa3b8', '#8a5a44'];
const PALETTE_DARK = ['#6fb0dc', '#f0a56b', '#74c9a1', '#dd86b7', '#a99cf0', '#dcc65e', '#7fd0e3', '#c4937c'];

interface ChartProps {
  series: readonly Series[];
  labels: readonly string[];
  /** What it shows, for who does not see it. */
  label: string;
  /** A number of the axis in words, such as a percentage. */
  axis?: (value: number) => string;
  height?: number;
}

export default function Chart({ series, labels, label, axis, height = 300 }: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(null);
  const dark = useComputedColorScheme('light') === 'dark';
  const { fontFamily } = useMantineTheme();
  const locale = useLocale();
  useEffect(() => {
    if (!host.current) {
      return undefined;
    }
    const made = init(host.current, undefined, { renderer: 'canvas' });
    chart.current = made;
    const watching = new ResizeObserver(() => made.resize());
    watching.observe(host.current);
    return () => {
      watching.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    const words = axis ?? ((value: number) => formatDecimal(locale, value));
    const text = dark ? '#a6aebb' : '#525c6b';
    const line = dark ? '#2c333d' : '#e4e7ec';
    chart.current?.setOption(
      {
        animation: false,
        color: dark ? PALETTE_DARK : PALETTE,
        textStyle: { fontFamily, color: text },
        grid: { left: 8, right: 16, top: series.length > 1 ? 40 : 16, bottom: 8, containLabel: true },
        legend: series.length > 1 ? { type: 'scroll', top: 4, textStyle: { color: text } } : undefined,
        // drawn on the canvas: the page's Content-Security-Policy refuses the style attributes of the other kind
        tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => (value === null || value === undefined ? '–' : words(Number(value))), renderMode: 'richText', confine: true, axisPointer: { type: 'shadow' } },
        xAxis: { type: 'category', data: [...labels], axisLabel: { color: text, hideOverlap: true }, axisLine: { onZero: false, lineStyle: { color: line } }, axisTick: { show: false } },
        yAxis: { type: 'value', axisLabel: { color: text, formatter: words }, splitLine: { lineStyle: { color: line } } },
        series: series.map(({ name, values, line }) =>
          line ? { name, type: 'line', data: [...values], symbolSize: 5, lineStyle: { width: 2 }, z: 3 } : { name, type: 'bar', stack: 'all', data: [...values], barMaxWidth: 36 }),
      },
      { notMerge: true },
    );
  }, [series, labels, axis, locale, dark, fontFamily]);
  return <div ref={host} style={{ height }} role="img" aria-label={label} />;
}
