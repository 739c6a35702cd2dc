// How figures are taken and printed: medians, `name value unit` a line.
import { measure } from "mitata";

export function print(name, value, unit = "us") {
  console.log(`${name} ${Number(value.toPrecision(4))} ${unit}`);
}

export const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];

/** Median microseconds of one call. */
export async function microsecondsOf(run) {
  const { p50 } = await measure(run, { min_cpu_time: 1_000 * 1e6, min_samples: 200 });
  return p50 / 1_000;
}

/** The image of a program that has to compile. */
export async function compiled(sandbox, program) {
  const result = await sandbox.compile(program);
  if (result.status !== "ok") throw new Error(result.error.message);
  return result.image;
}
