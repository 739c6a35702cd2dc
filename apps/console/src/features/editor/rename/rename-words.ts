import type { Outputs } from "../../../app/trpc.ts";

type NotDone = Extract<Outputs["references"]["rename"], { ok: false }>;

/**
 * Who kept a rename from being done as it was shown, or from being taken back, and where.
 *
 * @example notDone({ changed: [{ specifier: "login/a", by: { kind: "you" } }], joined: [] }) // "You changed login/a"
 */
export function notDone({ changed, joined }: NotDone): string {
  const who = [...new Set(changed.map(({ by }) => nameOf(by)))];
  return [
    changed.length > 0 &&
      `${capital(listedNames(who))} changed ${listedNames(changed.map(({ specifier }) => specifier))}`,
    joined.length > 0 && `${listedNames(joined)} came to use the name`,
  ]
    .filter(Boolean)
    .join("; ");
}

/** Our own words begin a sentence with a capital; names stay as they are. */
const capital = (text: string): string =>
  text.replace(/^(?:you|a token)\b/, (word) => word.charAt(0).toUpperCase() + word.slice(1));

function nameOf(by: NotDone["changed"][number]["by"]): string {
  if (by.kind === "member") return by.name;
  return by.kind === "you" ? "you" : "a token or the product";
}

/** `a, b and c`; more than five are counted. */
export function listedNames(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  if (names.length > 5) return `${names.slice(0, 4).join(", ")} and ${names.length - 4} others`;
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
