// What happy-dom lacks of a browser, and how long tests wait for what comes.
import { configure } from "@testing-library/react";
import { vi } from "vitest";

// Test files share their modules, one after the other (see `vitest.base.ts`). Loaded anew for one of them, Monaco is another one
// from then on than the one that its React wrapper, which stays, was given: whatever file comes next finds no editor.
vi.resetModules = () => {
  throw new Error(
    "Modules are shared by all test files: make what is to begin anew by a function, and call it again.",
  );
};

// Never met by a healthy run: a busy machine must not fail a test.
configure({ asyncUtilTimeout: 30_000 });

// It lays nothing out: everything has the room of a window, so that lists show rows.
for (const [side, px] of [
  ["clientWidth", 1_440],
  ["clientHeight", 900],
] as const)
  Object.defineProperty(HTMLElement.prototype, side, { configurable: true, get: () => px });

// It has no top layer: what floats over the page is just in it.
for (const name of ["showPopover", "hidePopover"])
  if (!(name in HTMLElement.prototype))
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, value: () => undefined });

// A text field that grows asks when fonts have come.
if (!("fonts" in document)) Object.defineProperty(document, "fonts", { value: new EventTarget() });

// Monaco's workers read what is typed; nothing of a page waits for what they say.
if (!("Worker" in globalThis)) {
  class SilentWorker extends EventTarget {
    postMessage(): void {}
    terminate(): void {}
  }
  Object.defineProperty(globalThis, "Worker", { value: SilentWorker });
}

// It paints nothing: charts and Monaco's rulers draw into the void.
const nothing: object = new Proxy(
  {},
  { get: (_, name) => (name === "measureText" ? () => ({ width: 0 }) : () => undefined), set: () => true },
);
Object.defineProperty(HTMLCanvasElement.prototype, "getContext", {
  configurable: true,
  value: () => nothing,
});
if (!("Path2D" in globalThis))
  Object.defineProperty(globalThis, "Path2D", {
    value: function Path2D() {
      return nothing;
    },
  });

// What still asks when its test is over (a page says that it goes) gets no answer: nothing here speaks to a server.
globalThis.fetch = async () => {
  throw new TypeError("There is no server in this test.");
};
