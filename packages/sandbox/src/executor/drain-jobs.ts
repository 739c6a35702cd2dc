import { JOB_SLICE, type Machine } from "../engine/machine.ts";
import type { Watch } from "./watch.ts";

/**
 * Runs promise jobs until none is left, the guest is stopped, or it needs one more than `limit`. They are counted here, in
 * slices whose last one is cut to what is left, so the limit is met exactly, in every mode.
 *
 * @param before jobs of the same run so far
 * @returns The same with those that ran now.
 */
export function drainJobs(machine: Machine, watch: Watch, limit: number, before = 0): number {
  let jobs = before;
  while (machine.hasJobs && !watch.checkDeadline()) {
    const slice = Math.min(JOB_SLICE, limit - jobs);
    if (slice <= 0) watch.stopWith({ reason: "limit", name: "promiseJobs", reached: jobs + 1 });
    else jobs += machine.runJobs(slice);
  }
  return jobs;
}
