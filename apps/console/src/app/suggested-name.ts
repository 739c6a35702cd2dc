import { longestName, slugExpression } from "@scriptyard/model";

/** A name out of a title: `Café & Shop 2` → `cafe-shop-2`; empty where nothing of it can name something. */
export function suggestedName(title: string): string {
  const words = title
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join("-");
  return words
    .replace(/^[^a-z]+/, "")
    .slice(0, longestName)
    .replace(/-$/, "");
}

const slug = new RegExp(`^${slugExpression}$`);

/** What is wrong with the name of a realm, a flow or its node, as a sentence. */
export function nameProblem(name: string): string | null {
  if (name === "") return "Give it a name.";
  if (slug.test(name) && name.length <= longestName) return null;
  return `Use lower-case letters, digits and single dashes, starting with a letter; ${longestName} at most.`;
}
