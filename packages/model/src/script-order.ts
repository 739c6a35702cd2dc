/**
 * What the status of scripts is sorted by, and what a reader wants on top: names from a, figures from the largest. Success is
 * looked at by those who look for what fails.
 */
export const scriptOrders = {
  script: "smallest",
  text: "smallest",
  runs: "largest",
  success: "smallest",
  p50: "largest",
  p95: "largest",
  p99: "largest",
  error: "largest",
  run: "largest",
} as const;

export type ScriptOrder = keyof typeof scriptOrders;
export const scriptOrderNames = Object.keys(scriptOrders) as ScriptOrder[];
