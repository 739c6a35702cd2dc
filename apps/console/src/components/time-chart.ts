import "uplot/dist/uPlot.min.css";
import uPlot from "uplot";
import type { dark, light } from "../app/theme/tokens.ts";
import { dayFormat, formatClock, formatCompact, formatDate, formatNumber, formatPercent } from "./format.ts";

/** What ran in a stretch of time that begins with `fromMs`. */
export type Bucket = { fromMs: number; ok: number; error: number };

/** A bar as the line below the chart says it. */
export function bucketWords(bucket: Bucket | undefined): string {
  if (!bucket) return "";
  const total = bucket.ok + bucket.error;
  const when = `${formatDate(bucket.fromMs)}, ${formatClock(bucket.fromMs)}`;
  return bucket.error > 0
    ? `${when} · ${formatNumber(total)} executions, ${formatNumber(bucket.error)} failed (${formatPercent(bucket.error, total)})`
    : `${when} · ${formatNumber(total)} executions`;
}

export function chartData(buckets: readonly Bucket[], rate: boolean): uPlot.AlignedData {
  const times = buckets.map((bucket) => bucket.fromMs / 1_000);
  const totals = buckets.map((bucket) => bucket.ok + bucket.error);
  const errors = buckets.map((bucket) => bucket.error);
  if (!rate) return [times, totals, errors];
  const rates = buckets.map((bucket, index) =>
    totals[index] ? (bucket.error / (totals[index] ?? 1)) * 100 : null,
  );
  return [times, totals, errors, rates];
}

/** Draws into an element, as wide as that is and becomes. The answer erases it. */
export function drawChart(
  element: HTMLElement,
  data: uPlot.AlignedData,
  options: Omit<Parameters<typeof chartOptions>[0], "width">,
): () => void {
  const chart = new uPlot(chartOptions({ ...options, width: element.clientWidth }), data, element);
  const observer = new ResizeObserver(() =>
    chart.setSize({ width: element.clientWidth, height: options.height }),
  );
  observer.observe(element);
  return () => {
    observer.disconnect();
    chart.destroy();
  };
}

/** How uPlot draws it. It paints on a canvas, so colours come as values, not as variables of CSS. */
export function chartOptions(options: {
  width: number;
  height: number;
  rate: boolean;
  brushes: boolean;
  fromMs: number;
  toMs: number;
  palette: typeof light | typeof dark;
  onBrush: (fromMs: number, toMs: number) => void;
  onCursor: (index: number | null) => void;
}): uPlot.Options {
  const { palette } = options;
  const bars = uPlot.paths.bars?.({ size: [0.76, 40], align: 1 });
  const axis = {
    stroke: palette.textFaint,
    font: "11px 'Inter Variable', sans-serif",
    grid: { stroke: palette.line, width: 1 },
    ticks: { show: false },
  };
  const series: uPlot.Series[] = [
    {},
    {
      label: "all",
      fill: palette.accentFill,
      width: 0,
      points: { show: false },
      ...(bars ? { paths: bars } : {}),
    },
    {
      label: "failed",
      fill: palette.errorFill,
      width: 0,
      points: { show: false },
      ...(bars ? { paths: bars } : {}),
    },
  ];
  const axes: uPlot.Axis[] = [
    { ...axis, grid: { show: false }, size: 24, gap: 4, values: timeLabels },
    { ...axis, size: 44, gap: 6, splits: wholeSplits, values: (_, splits) => splits.map(formatCompact) },
  ];
  if (options.rate) {
    series.push({
      label: "error rate",
      scale: "rate",
      stroke: palette.error,
      width: 1.5,
      spanGaps: true,
      points: { show: false },
    });
    axes.push({
      ...axis,
      scale: "rate",
      side: 1,
      size: 44,
      gap: 6,
      grid: { show: false },
      values: (_, splits) => splits.map((value) => `${formatNumber(value)}\u2009%`),
    });
  }
  return {
    width: options.width,
    height: options.height,
    padding: [8, options.rate ? 0 : 20, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: options.brushes, y: false, setScale: false },
    },
    select: { show: options.brushes, left: 0, top: 0, width: 0, height: 0 },
    scales: {
      x: { time: true, range: () => [options.fromMs / 1_000, options.toMs / 1_000] },
      y: { range: (_, __, most) => [0, Math.max(4, most * 1.08)] },
      rate: { range: (_, __, most) => [0, Math.max(5, Math.min(100, (most ?? 0) * 1.15))] },
    },
    axes,
    series,
    hooks: {
      setSelect: [
        (chart) => {
          if (chart.select.width < 4) return;
          const from = chart.posToVal(chart.select.left, "x") * 1_000;
          const to = chart.posToVal(chart.select.left + chart.select.width, "x") * 1_000;
          chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          const starts = [...chart.data[0]].map((seconds) => seconds * 1_000);
          options.onBrush(...wholeBars(starts, Math.round(from), Math.round(to), options.toMs));
        },
      ],
      setCursor: [(chart) => options.onCursor(chart.cursor.idx ?? null)],
    },
  };
}

/** Most of a bar means the bar: a window that cuts through one would leave out runs that the bar shows. */
export function wholeBars(
  starts: readonly number[],
  from: number,
  to: number,
  endMs: number,
): [fromMs: number, toMs: number] {
  return [starts.findLast((start) => start <= from) ?? from, starts.find((start) => start >= to) ?? endMs];
}

/** Whole numbers only: there is no half execution. */
function wholeSplits(_: uPlot, __: number, ___: number, most: number): number[] {
  const step = Math.max(1, 10 ** Math.floor(Math.log10(Math.max(1, most / 2))));
  const by = [1, 2, 5, 10].map((factor) => factor * step).find((width) => most / width <= 5) ?? step * 10;
  const splits: number[] = [];
  for (let value = 0; value <= most; value += by) splits.push(value);
  return splits;
}

const timeLabel = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

function timeLabels(_: uPlot, splits: number[]): string[] {
  return splits.map((seconds) => {
    const at = new Date(seconds * 1_000);
    return at.getHours() === 0 && at.getMinutes() === 0 ? dayFormat.format(at) : timeLabel.format(at);
  });
}
