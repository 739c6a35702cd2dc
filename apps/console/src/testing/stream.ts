import { vi } from "vitest";
import type { LiveEvent } from "../app/events/use-runner-events.ts";

/** The live stream's other end. */
export type FakeStream = { emit(event: LiveEvent): void; readonly open: number } & Disposable;

/** A server's live stream: connected as soon as it is opened, and silent until something is emitted. */
export function fakeStream(): FakeStream {
  const sources = new Set<EventTarget>();
  class Source extends EventTarget {
    readonly CLOSED = 2;
    readyState = 1;
    constructor() {
      super();
      sources.add(this);
      queueMicrotask(() => this.dispatchEvent(new MessageEvent("connected", { data: "{}" })));
    }
    close(): void {
      this.readyState = 2;
      sources.delete(this);
    }
  }
  vi.stubGlobal("EventSource", Source);
  return {
    emit(event) {
      const message = { data: JSON.stringify(event), lastEventId: "1" };
      for (const source of sources) source.dispatchEvent(new MessageEvent("message", message));
    },
    get open() {
      return sources.size;
    },
    [Symbol.dispose]: () => sources.clear(),
  };
}
