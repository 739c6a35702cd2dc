import fc from "fast-check";
import type uPlot from "uplot";
import { expect, test, vi } from "vitest";
import { dark, light } from "../app/theme/tokens.ts";
import { bucketWords, chartData, chartOptions, wholeBars } from "./time-chart.ts";

const hour = 3_600_000;
const buckets = [
  { fromMs: 0, ok: 8, error: 2 },
  { fromMs: hour, ok: 0, error: 0 },
  { fromMs: 2 * hour, ok: 5, error: 0 },
];
const options = (change: Partial<Parameters<typeof chartOptions>[0]> = {}) =>
  chartOptions({
    width: 600,
    height: 90,
    rate: false,
    brushes: true,
    fromMs: 0,
    toMs: 3 * hour,
    palette: light,
    onBrush: vi.fn(),
    onCursor: vi.fn(),
    ...change,
  });

test("bars are all runs with failures at their foot; a rate is drawn where it is asked for, and where something ran", () => {
  expect(chartData(buckets, false)).toEqual([
    [0, 3_600, 7_200],
    [10, 0, 5],
    [2, 0, 0],
  ]);
  expect(chartData(buckets, true)[3]).toEqual([20, null, 0]);
  expect(options().series).toHaveLength(3);
  expect(options({ rate: true }).series.map(({ label }) => label)).toEqual([
    undefined,
    "all",
    "failed",
    "error rate",
  ]);
});

test("colours are the theme's", () => {
  expect(options({ palette: dark }).series[2]?.fill).toBe(dark.errorFill);
  expect(options({ palette: light }).series[2]?.fill).toBe(light.errorFill);
});

test("a bar in words, failures only where there are some", () => {
  const plain = (text: string) => text.replaceAll("\u2009", " ");
  expect(plain(bucketWords(buckets[0]))).toMatch(/^1 Jan 1970, .* · 10 executions, 2 failed \(20 %\)$/);
  expect(bucketWords(buckets[2])).toMatch(/ · 5 executions$/);
  expect(bucketWords(undefined)).toBe("");
});

test("counts stand at whole numbers, few of them, from nothing on", () => {
  const splits = options().axes?.[1]?.splits as (...given: unknown[]) => number[];
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 1e9, noNaN: true }), (most) => {
      const at = splits(null, 1, 0, most);
      expect(at[0]).toBe(0);
      expect(at.every(Number.isInteger)).toBe(true);
      expect(at.length).toBeLessThanOrEqual(7);
    }),
  );
});

test("what is brushed are whole bars: most of one is the bar, and the last one ends with the window", () => {
  const starts = buckets.map(({ fromMs }) => fromMs);
  expect(wholeBars(starts, 10, hour - 10, 3 * hour)).toEqual([0, hour]);
  expect(wholeBars(starts, hour + 1, 2 * hour + 1, 3 * hour)).toEqual([hour, 3 * hour]);
  expect(wholeBars([], 5, 7, 10)).toEqual([5, 10]);
  fc.assert(
    fc.property(fc.nat(3 * hour), fc.nat(3 * hour), (a, b) => {
      const [from, to] = wholeBars(starts, Math.min(a, b), Math.max(a, b), 3 * hour);
      expect([from <= Math.min(a, b), to >= Math.max(a, b), from % hour, to % hour]).toEqual([
        true,
        true,
        0,
        0,
      ]);
    }),
  );
});

test("dragging over the chart picks a window, a click does not", () => {
  const onBrush = vi.fn();
  const [brush] = options({ onBrush }).hooks?.setSelect ?? [];
  const chart = (width: number) =>
    ({
      select: { left: 10, width },
      data: [[0, 3_600, 7_200]],
      posToVal: (px: number) => px * 60,
      setSelect: vi.fn(),
    }) as unknown as uPlot;
  brush?.(chart(3));
  expect(onBrush).not.toHaveBeenCalled();
  brush?.(chart(40));
  expect(onBrush).toHaveBeenCalledExactlyOnceWith(0, hour);
});
