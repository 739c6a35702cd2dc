import type { LinkState } from "./hub.ts";

export type Sink<Event> = { event(event: Event): void; state(state: LinkState): void };
/** Opens the stream itself; answers what closes it. */
export type OpenStream<Event> = (sink: Sink<Event>) => () => void;

type Message<Event> = { kind: "event"; event: Event } | { kind: "state"; state: LinkState } | { kind: "ask" };

/**
 * One stream for all tabs of this browser. HTTP/1.1 allows six open streams per origin: a seventh tab would wait for
 * ever, and so would every request of all seven. The tab that holds the lock `name` opens the stream and passes its
 * events on over a BroadcastChannel; when it closes, the next tab takes over. Without Web Locks (plain http on another
 * host than this one) each tab opens its own.
 */
export function shareStream<Event>(name: string, open: OpenStream<Event>, sink: Sink<Event>): () => void {
  const locks = globalThis.navigator?.locks;
  if (!locks || typeof BroadcastChannel === "undefined") return open(sink);

  const channel = new BroadcastChannel(name);
  const ending = new AbortController();
  let close: (() => void) | null = null;
  let state: LinkState = "connecting";
  const post = (message: Message<Event>): void => {
    if (!ending.signal.aborted) channel.postMessage(message);
  };
  channel.onmessage = ({ data }: MessageEvent<Message<Event>>) => {
    if (data.kind === "ask") {
      if (close) post({ kind: "state", state });
    } else if (!close) {
      if (data.kind === "event") sink.event(data.event);
      else sink.state(data.state);
    }
  };
  post({ kind: "ask" });

  void locks
    .request(name, { signal: ending.signal }, () => {
      close = open({
        event(event) {
          sink.event(event);
          post({ kind: "event", event });
        },
        state(next) {
          state = next;
          sink.state(next);
          post({ kind: "state", state: next });
        },
      });
      return new Promise<void>((resolve) => ending.signal.addEventListener("abort", () => resolve()));
    })
    .catch(() => {}); // Aborted while waiting: this tab never held the stream.

  return () => {
    ending.abort();
    close?.();
    channel.close();
  };
}
