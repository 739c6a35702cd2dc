import "uplot/dist/uPlot.min.css";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import { dark, light } from "../app/theme/tokens.ts";
import { formatClock, formatCompact, formatDate, formatNumber, formatPercent } from "./format.ts";
import styles from "./time-histogram.module.css";

export type Bucket = { fromMs: number; ok: number; error: number };

/**
 * Executions over time as bars, failures in red at their foot, the error rate as a line where asked for.
 * Dragging over it picks a window when `onBrush` is given.
 */
export function TimeHistogram(props: {
  buckets: readonly Bucket[];
  fromMs: number;
  toMs: number;
  height: number;
  label: string;
  /** Draws the error rate in per cent against an axis of its own. */
  rate?: boolean;
  onBrush?: ((fromMs: number, toMs: number) => void) | undefined;
}) {
  const host = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLDivElement>(null);
  const brush = useRef(props.onBrush);
  useEffect(() => {
    brush.current = props.onBrush;
  });
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const { buckets, fromMs, toMs, height, rate = false } = props;
  const brushes = props.onBrush !== undefined;

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const chart = new uPlot(
      chartOptions({
        width: element.clientWidth,
        height,
        rate,
        brushes,
        fromMs,
        toMs,
        palette: scheme === "dark" ? dark : light,
        onBrush: (from, to) => brush.current?.(from, to),
        onCursor: (index) => {
          if (readout.current) readout.current.textContent = index === null ? "" : describe(buckets[index]);
        },
      }),
      chartData(buckets, rate),
      element,
    );
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [buckets, fromMs, toMs, height, rate, brushes, scheme]);

  return (
    <div className={styles.chart}>
      <div
        ref={host}
        role="img"
        aria-label={props.label}
        style={{ height }}
        data-brush={brushes || undefined}
      />
      <div ref={readout} className={styles.readout} aria-hidden="true" />
    </div>
  );
}

function describe(bucket: Bucket | undefined): string {
  if (!bucket) return "";
  const total = bucket.ok + bucket.error;
  const when = `${formatDate(bucket.fromMs)}, ${formatClock(bucket.fromMs)}`;
  return bucket.error > 0
    ? `${when} · ${formatNumber(total)} executions, ${formatNumber(bucket.error)} failed (${formatPercent(bucket.error, total)})`
    : `${when} · ${formatNumber(total)} executions`;
}

function chartData(buckets: readonly Bucket[], rate: boolean): uPlot.AlignedData {
  const times = buckets.map((bucket) => bucket.fromMs / 1_000);
  const totals = buckets.map((bucket) => bucket.ok + bucket.error);
  const errors = buckets.map((bucket) => bucket.error);
  if (!rate) return [times, totals, errors];
  const rates = buckets.map((bucket, index) =>
    totals[index] ? (bucket.error / (totals[index] ?? 1)) * 100 : null,
  );
  return [times, totals, errors, rates];
}

function chartOptions(options: {
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
          options.onBrush(Math.round(from), Math.round(to));
        },
      ],
      setCursor: [(chart) => options.onCursor(chart.cursor.idx ?? null)],
    },
  };
}

/** Whole numbers only: there is no half execution. */
function wholeSplits(_: uPlot, __: number, ___: number, most: number): number[] {
  const step = Math.max(1, 10 ** Math.floor(Math.log10(Math.max(1, most / 2))));
  const by = [1, 2, 5, 10].map((factor) => factor * step).find((width) => most / width <= 5) ?? step * 10;
  const splits: number[] = [];
  for (let value = 0; value <= most; value += by) splits.push(value);
  return splits;
}

const dayLabel = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const timeLabel = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

function timeLabels(_: uPlot, splits: number[]): string[] {
  return splits.map((seconds) => {
    const at = new Date(seconds * 1_000);
    return at.getHours() === 0 && at.getMinutes() === 0 ? dayLabel.format(at) : timeLabel.format(at);
  });
}
