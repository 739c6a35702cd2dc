import { createHash } from "node:crypto";
import type { CheckModule } from "../types.ts";

/** Characters that are hashed in one turn of the loop: a few milliseconds. */
const unitsInTurn = 500_000;

/** What work on such texts depends on, as a key. A program may be megabytes of them: others have turns in between. */
export async function keyOf(modules: readonly CheckModule[], more: readonly string[] = []): Promise<string> {
  const hash = createHash("sha256");
  let units = 0;
  for (const text of [
    ...modules.flatMap(({ language, specifier, source }) => [language, specifier, source]),
    ...more,
  ]) {
    units += text.length;
    if (units > unitsInTurn) {
      await nextTurn();
      units = text.length;
    }
    // Lengths before texts: no two lists may run together to the same bytes.
    hash.update(`${text.length}:`).update(text);
  }
  return hash.digest("base64");
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
