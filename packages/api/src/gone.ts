import type { ServerResponse } from "node:http";

/**
 * Aborts when a connection ends before its answer was sent: whoever asked has gone, and what waits for an engine on their
 * behalf need not run.
 */
export function goneSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}
