import type { GuestBindings } from "@scriptyard/model";

/** Where the guest finds what: leaves are indexes of bound functions, or names of the prelude's built-ins. */
export type GlobalTree = { [name: string]: GlobalTree | number | string };

/** `log`, `console` and `random` are made by the prelude; a binding of the same name only says who may use them. */
const builtIn = /^(log\.(debug|info|warn|error)|random)$/;

const always: GlobalTree = {
  log: { debug: "log.debug", info: "log.info", warn: "log.warn", error: "log.error" },
  console: {
    log: "console.log",
    debug: "console.debug",
    info: "console.info",
    warn: "console.warn",
    error: "console.error",
  },
};

/** The globals of a program; without `allowed`, all of them. */
export function globalTree(bindings: GuestBindings, allowed?: readonly boolean[]): GlobalTree {
  const tree = structuredClone(always);
  bindings.functions.forEach(({ name }, i) => {
    place(tree, name.split("."), allowed && !allowed[i] ? undefined : builtIn.test(name) ? name : i);
  });
  return prune(tree) ?? {};
}

/** Top-level names that a run's capabilities leave nothing of. */
export function goneGlobals(bindings: GuestBindings, allowed: readonly boolean[]): string[] {
  const left = globalTree(bindings, allowed);
  return Object.keys(globalTree(bindings)).filter((name) => !Object.hasOwn(left, name));
}

/** Effect and host functions that a hook's arguments carry as methods. */
export function hookMethods(bindings: GuestBindings, hook: string, allowed: readonly boolean[]) {
  const found: { at: number; name: string; fn: number | string }[] = [];
  const known = bindings.hooks.find((h) => h.name === hook);
  known?.params.forEach((param, at) => {
    const carried = Object.hasOwn(known.methods, param) ? known.methods[param]! : {};
    for (const [name, target] of Object.entries(carried)) {
      const index = bindings.functions.findIndex((fn) => fn.name === target);
      if (index >= 0 && allowed[index]) found.push({ at, name, fn: builtIn.test(target) ? target : index });
    }
  });
  return found;
}

function place(tree: GlobalTree, path: string[], leaf: number | string | undefined): void {
  let at = tree;
  for (const name of path.slice(0, -1)) {
    if (!Object.hasOwn(at, name) || typeof at[name] !== "object") at[name] = {};
    at = at[name] as GlobalTree;
  }
  if (leaf === undefined) delete at[path.at(-1)!];
  else at[path.at(-1)!] = leaf;
}

/** Namespaces without members go. */
function prune(tree: GlobalTree): GlobalTree | undefined {
  for (const [name, child] of Object.entries(tree)) {
    if (typeof child === "object" && prune(child) === undefined) delete tree[name];
  }
  return Object.keys(tree).length > 0 ? tree : undefined;
}
