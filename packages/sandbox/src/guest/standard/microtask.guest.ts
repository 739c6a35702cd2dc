// queueMicrotask: what is queued runs as the jobs of promises do, and counts among them.

import { logAt } from "../log.guest.ts";
import { NativePromise, textOf, WrongType, whenSettled } from "../primordials.guest.ts";
import { place } from "./place.guest.ts";

function queueMicrotask(callback: () => void): void {
  if (typeof callback !== "function") throw new WrongType("queueMicrotask: pass a function.");
  whenSettled(
    new NativePromise<void>((resolve) => resolve()),
    () => {
      try {
        callback();
      } catch (error) {
        // Nobody waits for it, so nobody else would hear of it.
        logAt("error", "queueMicrotask: " + describe(error), undefined);
      }
    },
    () => undefined,
  );
}

function describe(error: unknown): string {
  try {
    return textOf(error);
  } catch {
    return "an object was thrown";
  }
}

place("queueMicrotask", queueMicrotask);
