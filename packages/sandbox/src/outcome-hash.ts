import { createHash } from "node:crypto";
import type { Outcome } from "@scriptyard/model";

/**
 * What two runs must share to count as the same: sha-256 (hex) over the canonical JSON of everything in an outcome that
 * image, arguments, seed, clock and host answers decide — status, result, effects, log lines, the error whole with its
 * stack, operations and host calls. Times and memory are left out, they belong to the machine.
 *
 * Canonical means keys in code unit order and no white space, so an outcome that went through a database or the network
 * and came back with other key order hashes the same. Outcomes that the machine decides (`timeout`, `busy`, `cancelled`,
 * `engine_failure`) have a hash too, but two runs need not share it: compare those that are `ok` or failed by themselves.
 *
 * @returns 64 hex digits.
 *
 * @example
 * // A server does not believe a game client's result: it runs the same image with the same seed and clock.
 * const again = await sandbox.execute(image, { ...invocation, seed: claim.seed, clockMs: claim.clockMs });
 * if (outcomeHash(again) !== claim.hash) refuse(claim);
 */
export function outcomeHash(outcome: Outcome): string {
  const { operations, hostCalls } = outcome.metrics;
  const { status, logs } = outcome;
  const said =
    outcome.status === "ok"
      ? { result: outcome.result, effects: outcome.effects }
      : { error: outcome.error, effects: [] };
  return createHash("sha256")
    .update(canonical({ version: 1, status, ...said, logs, operations, hostCalls }))
    .digest("hex");
}

/** JSON as `JSON.stringify` writes it, with sorted keys. Results are at most 100 levels deep, so recursion is safe. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`);
  return `{${fields.join(",")}}`;
}
