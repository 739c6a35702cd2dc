import type { KeyboardEvent } from "react";
import { pressed } from "./pressed.ts";

/** Sends a form from within a field of several lines, where Enter alone begins the next one. */
export function submitByKeys(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.nativeEvent.isComposing || !pressed("publishNow", event.nativeEvent)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}
