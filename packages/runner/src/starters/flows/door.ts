import type { FlowSession } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import { hashText, sameHash } from "../../keys/same-hash.ts";
import type { FlowDoor } from "./types.ts";

/**
 * A walk goes on only where it belongs. On the page: in the browser that has it, however its secret came into another
 * one. Over the HTTP API: when a product started it there; a trial of the console and a walk of the page are not
 * answered as if somebody had logged in to the product.
 *
 * @throws Fault `not_found` for another browser; `forbidden` for the HTTP API
 */
export function requireDoor({ origin, browserHash }: FlowSession, door: FlowDoor): void {
  if (door.kind === "page") {
    if (browserHash === null || !sameHash(browserHash, hashText(door.browser))) throw noSuchSession();
    return;
  }
  if (origin === "api") return;
  const [what, where] = refusals[origin];
  throw new Fault("forbidden", `This is ${what}: ${where}.`);
}

const refusals = {
  console: ['a trial, started with "Try it" in the console', "it is nobody's login and is not answered here"],
  page: [
    "a session of the end-user page",
    "it goes on in the browser that began it, and is not answered here",
  ],
} as const satisfies Record<Exclude<FlowSession["origin"], "api">, unknown>;

/** Somebody tries a flow: nobody is logged in by it, nothing is sent, and its page shows the codes. */
export const isTrial = ({ mode, origin }: Pick<FlowSession, "mode" | "origin">): boolean =>
  mode === "draft" || origin === "console";

/** For an unknown id, a wrong secret and a wrong browser alike. */
export function noSuchSession(): Fault {
  return new Fault(
    "not_found",
    "There is no such flow session, or the secret does not belong to it. Start the flow again.",
  );
}
