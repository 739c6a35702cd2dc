import type { Outputs } from "../../../app/trpc.ts";

type NotDone = Extract<Outputs["references"]["rename"], { ok: false }>;

/**
 * Who kept a rename from being done as it was shown, or from being taken back, and where.
 *
 * @example notDone({ changed: [{ specifier: "login/a", by: "Artur" }], joined: [] }) // "Artur changed login/a"
 */
export function notDone({ changed, joined }: NotDone): string {
  const who = [...new Set(changed.map(({ by }) => by ?? "Somebody"))];
  return [
    changed.length > 0 &&
      `${listedNames(who)} changed ${listedNames(changed.map(({ specifier }) => specifier))}`,
    joined.length > 0 && `${listedNames(joined)} came to use the name`,
  ]
    .filter(Boolean)
    .join("; ");
}

/** `a, b and c`; more than five are counted. */
export function listedNames(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  if (names.length > 5) return `${names.slice(0, 4).join(", ")} and ${names.length - 4} others`;
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
