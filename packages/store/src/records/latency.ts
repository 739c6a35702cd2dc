/**
 * Log-spaced latency histograms: 32 buckets per doubling, so a percentile is at most 1.1 % off whatever its size, and
 * histograms of any two slots of time add up. A slot holds a few dozen filled buckets at most.
 */
const perDoubling = 32;

/** What figures of run time name: p50, p95, p99. */
export const wantedQuantiles = [0.5, 0.95, 0.99];

/** Sparse histogram: bucket → count. */
export type Latencies = Map<number, number>;

export function latencyBucket(us: number): number {
  return us < 1 ? 0 : 1 + Math.floor(Math.log2(us) * perDoubling);
}

/** The middle (geometric) of a bucket, in µs. */
export function bucketUs(bucket: number): number {
  return bucket === 0 ? 0 : 2 ** ((bucket - 0.5) / perDoubling);
}

export function addLatency(into: Latencies, bucket: number, count = 1): void {
  into.set(bucket, (into.get(bucket) ?? 0) + count);
}

/** As stored: bucket, count, bucket, count … */
export function addStored(into: Latencies, stored: readonly number[]): void {
  for (let i = 0; i + 1 < stored.length; i += 2) addLatency(into, stored[i]!, stored[i + 1]!);
}

export function toStored(latencies: Latencies): number[] {
  return [...latencies].sort(([a], [b]) => a - b).flat();
}

/** The given quantiles (0…1) in µs, rounded; zeros when nothing was counted. */
export function quantiles(latencies: Latencies, wanted: readonly number[]): number[] {
  const sorted = [...latencies].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  return wanted.map((q) => {
    let rank = nearestRank(q, total);
    for (const [bucket, count] of sorted) {
      rank -= count;
      if (rank < 0) return Math.round(bucketUs(bucket));
    }
    return 0;
  });
}

/** The same from exact values. */
export function exactQuantiles(values: number[], wanted: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  return wanted.map((q) => sorted[nearestRank(q, sorted.length)] ?? 0);
}

/** Nearest-rank method: the smallest value that at least `q` of all values do not exceed; index from 0. */
function nearestRank(q: number, total: number): number {
  return Math.max(0, Math.ceil(q * total) - 1);
}
