import type { Host } from "@scriptyard/host-kit";
import type { Json, JsonSchema } from "@scriptyard/model";
import { isObject, maskText } from "@scriptyard/model";
import { LRUCache } from "lru-cache";

/**
 * Replaces what a hook's schemas mark `x-sensitive`. Same answer as `Host.mask`, but compiled: it visits only the
 * branches that can hold something sensitive and copies only what it changes, because it runs for every execution.
 */
export type Masker = (args: Json[]) => { args: Json[]; masked: string[] };

/** The masker of a hook in a realm with such a settings schema, compiled once. */
export function maskerFor(host: Host, hook: string, settingsSchema: JsonSchema): Masker {
  let ofHost = maskers.get(host);
  if (ofHost === undefined) {
    ofHost = new LRUCache({ max: 200 });
    maskers.set(host, ofHost);
  }
  const key = `${hook}\n${JSON.stringify(settingsSchema)}`;
  const known = ofHost.get(key);
  if (known !== undefined) return known;
  const made = maskerOfHook(host, hook, settingsSchema);
  ofHost.set(key, made);
  return made;
}

/**
 * The masker of the host's own schema, with that of the realm's settings where those are. Put together as one schema first, the
 * realm's would be gone through anew for each hook.
 */
function maskerOfHook(host: Host, hook: string, settingsSchema: JsonSchema): Masker {
  const schema = host.inputSchema(hook);
  const place = host.settingsPlace;
  const isOwn = place !== null && Object.keys(settingsSchema).length > 0;
  if (!isOwn) return sensitiveMasker(schema) ?? masksNothing;
  const settings: JsonSchema = {};
  const given = new Map([[settings, new MaskCompiler(settingsSchema).maskOf(settingsSchema)]]);
  const root = { ...schema, $defs: { ...(schema.$defs as JsonSchema), [place.typeName]: settings } };
  return maskerOf(root, given) ?? masksNothing;
}

const masksNothing: Masker = (args) => ({ args, masked: [] });

/** By the host itself: another definition of it may have the same id and version, and call more of an input sensitive. */
const maskers = new WeakMap<Host, LRUCache<string, Masker>>();

/** Masks a value in place of its schema; adds the JSON pointers of what it masked, in their order. */
type Mask = (value: Json, pointer: string, masked: Set<string>) => Json;

/** The masker of a list of arguments; null when nothing in it can be sensitive. */
export function sensitiveMasker(schema: JsonSchema): Masker | null {
  return maskerOf(schema, new Map());
}

function maskerOf(schema: JsonSchema, given: Given): Masker | null {
  const mask = new MaskCompiler(schema, given).maskOf(schema);
  if (mask === null) return null;
  return (args) => {
    const masked = new Set<string>();
    return { args: mask(args, "", masked) as Json[], masked: [...masked] };
  };
}

/** Nodes whose masks are made elsewhere; null for one below which nothing is sensitive. */
type Given = ReadonlyMap<object, Mask | null>;

class MaskCompiler {
  readonly #root: JsonSchema;
  readonly #made = new Map<object, { mask: Mask | null }>();
  readonly #given: Given;
  readonly #sensitive: Set<unknown>;

  constructor(root: JsonSchema, given: Given = new Map()) {
    this.#root = root;
    this.#given = given;
    for (const [node, mask] of given) this.#made.set(node, { mask });
    this.#sensitive = this.#findSensitive();
  }

  /** Null when nothing below the schema is sensitive. */
  maskOf(node: unknown): Mask | null {
    if (node === null || typeof node !== "object" || !this.#sensitive.has(node)) return null;
    const known = this.#made.get(node);
    // A recursive schema meets itself while it is being compiled: look it up when it runs.
    if (known !== undefined) return known.mask ?? ((...call) => known.mask!(...call));
    const entry: { mask: Mask | null } = { mask: null };
    this.#made.set(node, entry);
    entry.mask = this.#compile(node as JsonSchema);
    return entry.mask;
  }

  #compile(schema: JsonSchema): Mask {
    if (schema["x-sensitive"] === true) return maskWhole;
    // A union masks what any of its branches calls sensitive.
    const parts = [
      ...this.#parts(schema).map((part) => this.maskOf(part)),
      this.#named(schema),
      this.#members(schema),
      this.#items(schema),
    ];
    return inTurn(parts.filter((part) => part !== null));
  }

  #members(schema: JsonSchema): Mask | null {
    const own = new Map(
      Object.entries((schema.properties ?? {}) as JsonSchema).map(([n, s]) => [n, this.maskOf(s)]),
    );
    const patterns = Object.entries((schema.patternProperties ?? {}) as JsonSchema).map(
      ([source, s]) => [new RegExp(source, "u"), this.maskOf(s)] as const,
    );
    const others = this.maskOf(schema.additionalProperties);
    const named = [...own].filter((entry): entry is [string, Mask] => entry[1] !== null);
    if (patterns.length === 0 && others === null) {
      if (named.length === 0) return null;
      return (value, pointer, masked) => (isObject(value) ? maskNamed(value, named, pointer, masked) : value);
    }
    const maskMember = (name: string): Mask | null => {
      const matching = patterns.filter(([pattern]) => pattern.test(name)).map(([, mask]) => mask);
      if (!own.has(name) && matching.length === 0) return others;
      return inTurn([own.get(name) ?? null, ...matching].filter((mask) => mask !== null));
    };
    return (value, pointer, masked) => {
      if (!isObject(value)) return value;
      const each = Object.keys(value).map((name) => [name, maskMember(name)] as const);
      return maskNamed(
        value,
        each.filter((entry): entry is [string, Mask] => entry[1] !== null),
        pointer,
        masked,
      );
    };
  }

  #items(schema: JsonSchema): Mask | null {
    const first = Array.isArray(schema.prefixItems) ? schema.prefixItems.map((s) => this.maskOf(s)) : [];
    const rest = this.maskOf(schema.items);
    if (rest === null && first.every((mask) => mask === null)) return null;
    return (value, pointer, masked) => {
      if (!Array.isArray(value)) return value;
      return value.map((item, index) => {
        const mask = index < first.length ? first[index] : rest;
        return mask ? mask(item, `${pointer}/${index}`, masked) : item;
      });
    };
  }

  /** A named type is compiled when a value first gets there: a realm may chain thousands, which no stack would hold. */
  #named(schema: JsonSchema): Mask | null {
    const target = this.#target(schema);
    if (!this.#sensitive.has(target)) return null;
    let mask: Mask | null = null;
    return (value, pointer, masked) => {
      mask ??= this.maskOf(target)!;
      return mask(value, pointer, masked);
    };
  }

  #parts(schema: JsonSchema): unknown[] {
    return ["anyOf", "oneOf", "allOf"].flatMap((name) => (schema[name] as unknown[] | undefined) ?? []);
  }

  #target(schema: JsonSchema): unknown {
    if (typeof schema.$ref !== "string") return undefined;
    if (schema.$ref === "#") return this.#root;
    return (this.#root.$defs as JsonSchema | undefined)?.[schema.$ref.replace("#/$defs/", "")];
  }

  /** Children of a node, also through references. */
  #below(schema: JsonSchema): unknown[] {
    return [
      ...this.#parts(schema),
      this.#target(schema),
      ...Object.values((schema.properties ?? {}) as JsonSchema),
      ...Object.values((schema.patternProperties ?? {}) as JsonSchema),
      ...((schema.prefixItems as unknown[] | undefined) ?? []),
      schema.additionalProperties,
      schema.items,
    ];
  }

  /** All nodes below which something is sensitive, found in one pass: backwards from what is. */
  #findSensitive(): Set<unknown> {
    const above = new Map<unknown, unknown[]>([[this.#root, []]]);
    const sensitive: unknown[] = [];
    for (const node of above.keys()) {
      const schema = node as JsonSchema;
      if (schema["x-sensitive"] === true || (this.#given.get(schema) ?? null) !== null)
        sensitive.push(schema);
      for (const child of this.#below(schema)) {
        if (child === null || typeof child !== "object") continue;
        const known = above.get(child);
        // A map's keys are walked with what is added on the way.
        if (known === undefined) above.set(child, [schema]);
        else known.push(schema);
      }
    }
    const found = new Set(sensitive);
    for (const node of found) for (const parent of above.get(node)!) found.add(parent);
    return found;
  }
}

/** `null` stays: that nothing was given is no secret. */
const maskWhole: Mask = (value, pointer, masked) => {
  if (value === null) return value;
  masked.add(pointer);
  return maskText;
};

function inTurn(masks: Mask[]): Mask {
  if (masks.length === 1) return masks[0]!;
  return (value, pointer, masked) => masks.reduce((current, mask) => mask(current, pointer, masked), value);
}

/** A copy only when a member changed. */
function maskNamed(
  value: { [key: string]: Json },
  masks: readonly (readonly [string, Mask])[],
  pointer: string,
  masked: Set<string>,
): Json {
  let copy = value;
  for (const [name, mask] of masks) {
    if (!Object.hasOwn(value, name)) continue;
    const before = copy[name]!;
    const after = mask(before, `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, masked);
    if (after === before) continue;
    if (copy === value) copy = { ...value };
    copy[name] = after;
  }
  return copy;
}
