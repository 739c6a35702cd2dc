import "uplot/dist/uPlot.min.css";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import { dark, light } from "../app/theme/tokens.ts";
import { type Bucket, bucketWords, chartData, chartOptions } from "./time-chart.ts";
import styles from "./time-histogram.module.css";

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
          if (readout.current)
            readout.current.textContent = index === null ? "" : bucketWords(buckets[index]);
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
