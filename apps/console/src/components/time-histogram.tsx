import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { dark, light } from "../app/theme/tokens.ts";
import type { Bucket } from "./time-chart.ts";
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
  const [missing, setMissing] = useState(false);
  const brush = useRef(props.onBrush);
  useEffect(() => {
    brush.current = props.onBrush;
  });
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const { buckets, fromMs, toMs, height, rate = false } = props;
  const brushes = props.onBrush !== undefined;

  // What draws comes behind the page that it is on, which is read meanwhile; its place is kept.
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let erase: (() => void) | undefined;
    let gone = false;
    loadDrawing().then(
      ({ bucketWords, chartData, drawChart }) => {
        if (gone) return;
        setMissing(false);
        erase = drawChart(element, chartData(buckets, rate), {
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
        });
      },
      () => !gone && setMissing(true),
    );
    return () => {
      gone = true;
      erase?.();
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
      {missing ? (
        <p className={styles.missing}>The chart could not be fetched. Its figures are there.</p>
      ) : null}
      <div ref={readout} className={styles.readout} aria-hidden="true" />
    </div>
  );
}

const loadDrawing = () => import("./time-chart.ts");
