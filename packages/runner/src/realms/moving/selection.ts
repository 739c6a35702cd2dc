import { Fault } from "@scriptyard/model";
import type { MovedRealm, MoveSelection } from "./types.ts";

/** `scripts/login/terms`, and so on: how a thing is called in plans and selections. */
export const keyOf = {
  script: ({ module, name }: { module: string; name: string }): string => `scripts/${module}/${name}`,
  flow: ({ name }: { name: string }): string => `flows/${name}`,
  trigger: ({ name }: { name: string }): string => `triggers/${name}`,
  secret: (name: string): string => `secrets/${name}`,
  settings: "settings",
  policy: "policy",
} as const;

/** Whether a key, or something before a slash of it, is among those that are named. */
export function isNamed(key: string, names: readonly string[] | undefined): boolean {
  if (names === undefined) return false;
  const named = setOf(names);
  return namesOf(key).some((name) => named.has(name));
}

/** `scripts/login/terms`, `scripts/login`, `scripts`. */
function namesOf(key: string): string[] {
  const names = [key];
  for (let at = key.lastIndexOf("/"); at > 0; at = key.lastIndexOf("/", at - 1)) names.push(key.slice(0, at));
  return names;
}

/** By the list itself: a thousand names are asked for each of ten thousand keys. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function setOf(names: readonly string[]): ReadonlySet<string> {
  const known = sets.get(names);
  if (known !== undefined) return known;
  const made = new Set(names);
  sets.set(names, made);
  return made;
}

export function isSelected(key: string, { only, except }: MoveSelection): boolean {
  return (only === undefined || isNamed(key, only)) && !isNamed(key, except);
}

/** @throws Fault `bad_request` for a name in `only` that nothing is called: a slip would move less than was meant */
export function requireMeaning(moved: MovedRealm, { only = [] }: MoveSelection): void {
  const keys = [
    ...moved.scripts.map(keyOf.script),
    ...moved.flows.map(keyOf.flow),
    ...moved.triggers.map(keyOf.trigger),
    ...(moved.settings ? [keyOf.settings] : []),
    ...(moved.policy ? [keyOf.policy] : []),
  ];
  const called = new Set(keys.flatMap(namesOf));
  const lost = only.find((name) => !called.has(name));
  if (lost === undefined) return;
  throw new Fault(
    "bad_request",
    `only: nothing is called "${lost.slice(0, 120)}". Write keys such as scripts/login/terms, scripts/login, flows, settings.`,
  );
}

/** What is selected of it. */
export function selectedOf(moved: MovedRealm, selection: MoveSelection): MovedRealm {
  requireMeaning(moved, selection);
  const has = (key: string) => isSelected(key, selection);
  return {
    ...moved,
    settings: has(keyOf.settings) ? moved.settings : null,
    policy: has(keyOf.policy) ? moved.policy : null,
    scripts: moved.scripts.filter((one) => has(keyOf.script(one))),
    flows: moved.flows.filter((one) => has(keyOf.flow(one))),
    triggers: moved.triggers.filter((one) => has(keyOf.trigger(one))),
  };
}
