/** Globals of other platforms: absent at run time, so a script that needs them is told at once, and what to do instead. */
export type GlobalRule = { code: string; message: string; remedy: string };

/** The rule for an unbound name, or undefined when the name is none of ours to judge (the type checker will). */
export function globalRule(name: string): GlobalRule | undefined {
  return rules.get(name);
}

const rules = new Map<string, GlobalRule>();

function forbid(names: string, code: string, what: string, remedy: string): void {
  for (const name of names.split(" "))
    rules.set(name, { code: `scriptyard/${code}`, message: `\`${name}\` ${what}`, remedy });
}

const node = "belongs to Node.js and does not exist in scripts";
const dom = "belongs to the browser and does not exist in scripts";
const engine = "does not exist in scripts";

forbid(
  "require module exports",
  "no-node-global",
  node,
  'Import libraries by name: `import { x } from "shared/x"`.',
);
forbid("process", "no-node-global", node, "Read settings from `context.realm.settings`.");
forbid(
  "Buffer",
  "no-node-global",
  node,
  "Use `Uint8Array` for bytes; `TextEncoder`, `TextDecoder`, `atob` and `btoa` turn them into text and back.",
);
forbid("__dirname __filename", "no-node-global", node, "Scripts have no files; remove it.");
forbid("global", "no-node-global", node, "Use `globalThis`, or a constant of the script.");
forbid(
  "setImmediate clearImmediate",
  "no-node-global",
  node,
  "A script runs once and answers; call the function directly.",
);
forbid(
  "setTimeout setInterval clearTimeout clearInterval requestAnimationFrame cancelAnimationFrame requestIdleCallback",
  "no-dom-global",
  "does not exist in scripts: there are no timers",
  "A script runs once and answers; call the function directly.",
);
forbid(
  "XMLHttpRequest WebSocket EventSource Request",
  "no-dom-global",
  "does not exist in scripts",
  "Call other services with `fetch(url, { method, headers, body })`, which takes no Request.",
);
forbid(
  "localStorage sessionStorage indexedDB caches",
  "no-dom-global",
  dom,
  "Keep state with the host's functions, for example `flow.set`.",
);
forbid(
  "window document self navigator location history screen frames HTMLElement Element Event EventTarget CustomEvent DOMParser " +
    "MutationObserver Image Audio",
  "no-dom-global",
  dom,
  "Scripts run on the server; answer with data or a UI block.",
);
forbid(
  "alert confirm prompt",
  "no-dom-global",
  dom,
  "Answer with a UI block, or write to the log with `log.info`.",
);
forbid(
  "Worker SharedWorker MessageChannel BroadcastChannel postMessage importScripts",
  "no-dom-global",
  dom,
  "A script runs alone and answers once.",
);
forbid("FileReader", "no-dom-global", dom, "Use `await blob.text()` or `await blob.bytes()`.");
forbid("performance", "no-dom-global", engine, "Use `Date.now()`; how long a run took is in its metrics.");
forbid(
  "SharedArrayBuffer Atomics WeakRef FinalizationRegistry WebAssembly",
  "no-missing-global",
  engine,
  "Use plain objects, arrays and maps: a script starts fresh on every run.",
);

export const evalRule: GlobalRule = {
  code: "scriptyard/no-eval",
  message: "`eval` does not exist in scripts",
  remedy: "Write the code itself; for data use `JSON.parse`.",
};

export const functionRule: GlobalRule = {
  code: "scriptyard/no-function-constructor",
  message: "Functions cannot be made from text in scripts",
  remedy: "Write the function itself, or choose one from an object of functions.",
};
