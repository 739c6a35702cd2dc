import type { FunctionDefinition, HostDefinition } from "../types.ts";
import { httpFunctions } from "./http.ts";
import { limitFunctions } from "./limit.ts";
import { secretsFunctions } from "./secrets.ts";
import { stateFunctions } from "./state.ts";

/** What every host's scripts may call, because the engine does it: the host needs to know nothing of it. */
const platformFunctions: readonly FunctionDefinition[] = [
  ...stateFunctions,
  ...limitFunctions,
  ...secretsFunctions,
  ...httpFunctions,
];

/**
 * A definition with the engine's own functions, open to all of its hooks. A host that has functions of the same namespace
 * keeps its own, and goes without the engine's.
 */
export function withPlatform<D extends HostDefinition>(definition: D): D {
  const taken = new Set(definition.functions.map(({ name }) => namespaceOf(name)));
  const added = platformFunctions.filter(({ name }) => !taken.has(namespaceOf(name)));
  if (added.length === 0) return definition;
  const open = [...new Set(added.map(({ name }) => (name.includes(".") ? `${namespaceOf(name)}.*` : name)))];
  return {
    ...definition,
    functions: [...definition.functions, ...added],
    hooks: definition.hooks.map((hook) =>
      hook.functions ? { ...hook, functions: [...hook.functions, ...open] } : hook,
    ),
  };
}

/**
 * Namespaces of the engine's functions that none of the texts names. Images of such programs go without them: what nobody
 * calls costs nobody a byte. `context.flow.state` is a field, and names none; where a text gets at globals by `globalThis`,
 * every word counts.
 */
export function unusedNamespaces(
  functions: readonly FunctionDefinition[],
  texts: readonly string[],
): ReadonlySet<string> {
  const own = functions.filter((fn) => platformFunctions.includes(fn));
  return new Set(
    namespacesOf(own).filter((space) => {
      // After the dots of a spread it is a name again.
      const asName = new RegExp(`(?:(?<![\\w$.])|\\.\\.\\.)${space}\\b`);
      const asWord = new RegExp(`\\b${space}\\b`);
      return !texts.some((text) => (text.includes("globalThis") ? asWord : asName).test(text));
    }),
  );
}

export function namespaceOf(name: string): string {
  return name.split(".", 1)[0]!;
}

function namespacesOf(functions: readonly FunctionDefinition[]): string[] {
  return [...new Set(functions.map(({ name }) => namespaceOf(name)))];
}
