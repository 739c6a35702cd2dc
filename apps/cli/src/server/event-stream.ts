import { CommandError } from "../command-error.ts";
import type { Server } from "./client.ts";

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
      const answer = await fetch(`${url}/api/v1/events?${new URLSearchParams(query).toString()}`, {
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

/** Parses `text/event-stream`; comments and unknown fields are skipped, as the format asks. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamedEvent> {
  let text = "";
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const event = parseEvent(text.slice(0, end));
      text = text.slice(end + 2);
      if (event) yield event;
    }
  }
}

function parseEvent(block: string): StreamedEvent | null {
  const event: StreamedEvent = { id: "", type: "message", data: null };
  let data: string | null = null;
  for (const line of block.split("\n")) {
    const at = line.indexOf(":");
    const value = line.slice(at + 1).replace(/^ /, "");
    const field = line.slice(0, at);
    if (field === "id") event.id = value;
    else if (field === "event") event.type = value;
    else if (field === "data") data = data === null ? value : `${data}\n${value}`;
  }
  if (data === null) return null;
  try {
    return { ...event, data: JSON.parse(data) };
  } catch {
    return null;
  }
}
