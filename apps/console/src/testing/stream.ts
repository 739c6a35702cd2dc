import { vi } from "vitest";
import type { LiveEvent } from "../app/events/index.ts";

/** The part of an event that a test is about. */
type Told = { type: LiveEvent["type"] } & Record<string, unknown>;

/**
 * The live stream of a server, below the real client. What is shown has to follow it by `useEventStream`.
 *
 * @example using stream = fakeStream(); … stream.tell({ type: "execution", execution: { id } })
 */
export function fakeStream(): {
  /** How many follow. */
  readonly followers: number;
  /** The line breaks; browsers try again by themselves. */
  break: () => void;
  /** The server says goodbye, as one that stops does; nobody tries again by themselves. */
  end: () => void;
  tell: (event: LiveEvent | Told) => void;
} & Disposable {
  const sources = new Set<EventTarget>();
  class Source extends EventTarget {
    static readonly CLOSED = 2;
    readonly CLOSED = 2;
    readyState = 1;
    constructor() {
      super();
      sources.add(this);
      setTimeout(() => {
        if (sources.has(this)) this.dispatchEvent(new MessageEvent("connected", { data: "{}" }));
      }, 0);
    }
    close(): void {
      this.readyState = 2;
      sources.delete(this);
    }
  }
  vi.stubGlobal("EventSource", Source);
  let told = 0;
  return {
    get followers() {
      return sources.size;
    },
    break() {
      for (const source of sources) source.dispatchEvent(new Event("error"));
    },
    end() {
      for (const source of sources) source.dispatchEvent(new MessageEvent("return", { data: "" }));
    },
    tell(event) {
      const data = JSON.stringify(event);
      for (const source of sources)
        source.dispatchEvent(new MessageEvent("message", { data, lastEventId: `e-${++told}` }));
    },
    [Symbol.dispose]() {
      vi.unstubAllGlobals();
    },
  };
}
