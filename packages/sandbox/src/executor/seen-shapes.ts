import type { Shape } from "./input-shape.ts";

/**
 * Shapes of the arguments that a realm's hooks were given last. The next version of a script is given such arguments again,
 * so that their templates can be made before its first run. Only names of members are in a shape, no values; even those
 * stay within their realm.
 */
export class SeenShapes {
  private readonly byHook = new Map<string, Shape[]>();

  of(realm: string, hook: string): readonly Shape[] {
    return this.byHook.get(keyOf(realm, hook)) ?? [];
  }

  note(realm: string, hook: string, shape: Shape): void {
    const key = keyOf(realm, hook);
    const text = JSON.stringify(shape);
    const others = this.of(realm, hook).filter((known) => JSON.stringify(known) !== text);
    this.byHook.delete(key);
    this.byHook.set(key, [shape, ...others].slice(0, MAX_SHAPES));
    if (this.byHook.size > MAX_HOOKS) this.byHook.delete(this.byHook.keys().next().value!);
  }

  clear(): void {
    this.byHook.clear();
  }
}

const keyOf = (realm: string, hook: string) => JSON.stringify([realm, hook]);
/** Each is a second plan, as large as the image's own. */
const MAX_SHAPES = 2;
const MAX_HOOKS = 256;
