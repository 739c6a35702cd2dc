import { scriptName } from "@scriptyard/model";

/** Why a module or script name cannot be used, or null. Says what to write instead. */
export function nameProblem(kind: "module" | "script", name: string): string | null {
  if (name === "") return `Name the ${kind}.`;
  const parsed = scriptName.safeParse(name);
  if (parsed.success) return null;
  const suggestion = toSlug(name);
  return `Use lower-case letters, digits and single dashes or underscores, starting with a letter${suggestion ? `, for example “${suggestion}”` : ""}.`;
}

/** What the author probably meant: `Risk Check!` → `risk-check`. */
export function toSlug(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 60)
    .replace(/-+$/, "");
}
