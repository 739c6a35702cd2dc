import { ScriptyardError } from "../errors.ts";
import { type Sender, waitFor } from "../request.ts";
import type { Json } from "../types.ts";
import { createEventParser } from "./parse.ts";

/** Something that happened. A `gap` says that some of it was missed while nothing was connected. */
export type LiveEvent = {
  /** `execution`, `published`, `flow-step`, `security` and others: the HTTP API's page lists them. */
  type: string;
  /** Where to go on after a restart: give it as `after`. */
  id: string | null;
  data: { [key: string]: Json };
};

export type ListenOptions = {
  /** Default: all that the token may see. */
  realm?: string;
  types?: string[];
  /** The id of the last event that was handled. */
  after?: string;
  signal?: AbortSignal;
};

/** Between a stream that broke off and the next try; twice as long each time, up to the second. */
const pauses = { firstMs: 1_000, mostMs: 30_000 };

/**
 * @throws ScriptyardError where the server refuses, e.g. the token; never for a connection that broke off
 * @throws whatever the token's function throws, and for a stream that is none of a Scriptyard server
 */
export async function* listen(sender: Sender, options: ListenOptions): AsyncGenerator<LiveEvent, void, void> {
  const { realm, types, signal } = options;
  const query = new URLSearchParams();
  if (realm !== undefined) query.set("realm", realm);
  if (types !== undefined) query.set("types", types.join(","));
  const path = query.size > 0 ? `/api/v1/events?${query.toString()}` : "/api/v1/events";
  let last = options.after ?? null;
  let pauseMs = pauses.firstMs;
  // Whoever leaves the loop ends the connection.
  const left = new AbortController();
  const ended = signal ? AbortSignal.any([signal, left.signal]) : left.signal;
  try {
    while (!ended.aborted) {
      try {
        const headers: Record<string, string> = { accept: "text/event-stream" };
        if (last !== null) headers["last-event-id"] = last;
        const response = await sender.open({ method: "GET", path, headers, signal: ended });
        for await (const { id, type, data } of eventsOf(response)) {
          pauseMs = pauses.firstMs;
          last = id ?? last;
          yield { type, id, data: JSON.parse(data) as { [key: string]: Json } };
        }
      } catch (error) {
        if (ended.aborted) return;
        // Only what comes and goes is waited for: a token that cannot be had, or no event, would come again for ever.
        if (!(error instanceof ScriptyardError && error.retry)) throw error;
      }
      await waitFor(pauseMs, ended).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, pauses.mostMs);
    }
  } finally {
    left.abort();
  }
}

async function* eventsOf(response: Response) {
  if (response.body === null) return;
  const parse = createEventParser();
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new ScriptyardError("unreachable", "The stream of events broke off.", { retry: true, cause });
      });
      if (done) return;
      yield* parse(decoder.decode(value, { stream: true }));
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
