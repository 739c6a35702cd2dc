import { createEventParser } from "@scriptyard/client/event-stream";
import { CommandError } from "../command-error.ts";
import type { Server } from "./client.ts";
import { fetchHere } from "./no-redirects.ts";

export type StreamedEvent = { id: string; type: string; data: unknown };

/** Longest wait before another try, and how long an open stream may be silent (the server says something every 15 s). */
const longestWaitMs = 10_000;

/**
 * The server's live events, for ever: a lost connection is taken up again after the last event that came.
 *
 * @throws CommandError when the server refuses (a wrong token, an unknown realm)
 */
export async function* followEvents(
  { url, token }: Server,
  query: { realm: string; types: string },
  signal: AbortSignal,
): AsyncGenerator<StreamedEvent> {
  let lastId: string | null = null;
  let waitMs = 250;
  while (!signal.aborted) {
    try {
      const headers: Record<string, string> = { authorization: `Bearer ${token}` };
      if (lastId !== null) headers["last-event-id"] = lastId;
      const answer = await fetchHere(`${url}/api/v1/events?${new URLSearchParams(query).toString()}`, {
        headers,
        signal,
      });
      if (!answer.ok) throw await refusalOf(answer);
      for await (const event of readEvents(answer.body!)) {
        waitMs = 250;
        if (event.id !== "") lastId = event.id;
        yield event;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof CommandError) throw error;
      if (lastId === null && waitMs > 1_000)
        throw new CommandError(`No Scriptyard server answers at ${url}.`, { cause: error });
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    waitMs = Math.min(longestWaitMs, waitMs * 2);
  }
}

async function refusalOf(answer: Response): Promise<Error> {
  const problem = (await answer.json().catch(() => ({}))) as { detail?: string };
  const message = problem.detail ?? `status ${answer.status}`;
  // Busy and closing pass: those are tried again.
  return answer.status >= 500 ? new Error(message) : new CommandError(`The events were refused: ${message}`);
}

async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamedEvent> {
  const parse = createEventParser();
  for await (const chunk of body.pipeThrough(new TextDecoderStream()))
    for (const { id, type, data } of parse(chunk)) {
      const value = parsed(data);
      if (value !== undefined) yield { id: id ?? "", type, data: value };
    }
}

/** Undefined for what is no JSON. */
function parsed(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return undefined;
  }
}
