import { afterAll } from "vitest";

/**
 * Imported by tests that show Monaco: what it needs of a browser and happy-dom has not. Workers, which here never answer, and a
 * canvas, on which nothing is drawn; texts, markers and keys are the real ones.
 */
globalThis.Worker ??= class extends EventTarget {
  postMessage(): void {}
  terminate(): void {}
} as unknown as typeof Worker;

const context = new Proxy({}, { get: () => () => ({ width: 0 }), set: () => true });
HTMLCanvasElement.prototype.getContext = () => context as never;

// Test files share a page: what Monaco says to screen readers is no alert of the next one.
afterAll(() => {
  for (const element of document.querySelectorAll(".monaco-aria-container")) element.remove();
});
