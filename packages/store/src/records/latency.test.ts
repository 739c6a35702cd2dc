import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addLatency,
  addStored,
  exactQuantiles,
  type Latencies,
  latencyBucket,
  quantiles,
  toStored,
} from "./latency.ts";

const durations = fc.array(fc.double({ min: 1, max: 5e6, noNaN: true }), { minLength: 1, maxLength: 200 });
const wanted = [0, 0.5, 0.95, 0.99, 1];

test("quantiles of a histogram are within 1.2 % (and rounding) of the exact ones", () => {
  fc.assert(
    fc.property(durations, (values) => {
      const latencies: Latencies = new Map();
      for (const value of values) addLatency(latencies, latencyBucket(value));
      const exact = exactQuantiles(values, wanted);
      for (const [i, estimate] of quantiles(latencies, wanted).entries())
        expect(Math.abs(estimate - exact[i]!)).toBeLessThanOrEqual(exact[i]! * 0.012 + 0.5);
    }),
  );
});

test("histograms add up: any split gives the same whole", () => {
  fc.assert(
    fc.property(durations, fc.nat(200), (values, at) => {
      const whole: Latencies = new Map();
      for (const value of values) addLatency(whole, latencyBucket(value));
      const sum: Latencies = new Map();
      for (const part of [values.slice(0, at), values.slice(at)]) {
        const latencies: Latencies = new Map();
        for (const value of part) addLatency(latencies, latencyBucket(value));
        addStored(sum, toStored(latencies));
      }
      expect(toStored(sum)).toEqual(toStored(whole));
    }),
  );
});

test("nothing counted is zero; below a microsecond is zero", () => {
  expect(quantiles(new Map(), [0.5, 0.99])).toEqual([0, 0]);
  expect(exactQuantiles([], [0.5])).toEqual([0]);
  expect(quantiles(new Map([[latencyBucket(0), 3]]), [0.5])).toEqual([0]);
});
