import type { Json } from "@scriptyard/model";
import type { Constant } from "../types.ts";

/**
 * Notices an id that comes with two values: prepared images are found by the id alone, so a run would get the value of
 * another one. It looks at the first parts of a value only, and not at all when the same object comes again.
 */
export class ConstantValues {
  private readonly known = new Map<string, Json>();

  /** @throws TypeError naming the constant whose id came with another value before */
  check(constants: readonly Constant[]): void {
    for (const { id, value } of constants) {
      const before = this.known.get(id);
      if (before === value) continue;
      if (before !== undefined && !isAlike(before, value, { parts: MAX_PARTS })) {
        throw new TypeError(
          `constants: the id ${JSON.stringify(id)} came with another value before. An id must stand for one value: take a hash of it.`,
        );
      }
      this.known.set(id, value);
      if (this.known.size > MAX_IDS) this.known.delete(this.known.keys().next().value!);
    }
  }
}

/** As JSON has them: members without a value do not count. */
function isAlike(a: unknown, b: unknown, left: { parts: number }): boolean {
  if (a === b || left.parts-- <= 0) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a).filter((name) => own(a, name) !== undefined);
  const others = Object.keys(b).filter((name) => own(b, name) !== undefined);
  if (names.length !== others.length) return false;
  return names.every((name) => left.parts <= 0 || isAlike(own(a, name), own(b, name), left));
}

const own = (object: object, name: string): unknown =>
  Object.hasOwn(object, name) ? (object as { [name: string]: unknown })[name] : undefined;

const MAX_PARTS = 64;
const MAX_IDS = 500;
