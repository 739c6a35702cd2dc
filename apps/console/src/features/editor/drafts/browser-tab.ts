/**
 * Who this browser tab is, and which others are open. The id survives a reload (session storage) and is made anew when
 * the browser copied it with "duplicate tab". Tabs find each other over a BroadcastChannel, which needs no secure context.
 */
export function createBrowserTab(options: { answerWithinMs?: number } = {}): BrowserTab {
  const { answerWithinMs = 150 } = options;
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("scriptyard.tabs");
  const self = `${Date.now()}-${Math.random()}`;
  let id = sessionStorage.getItem(storageKey) ?? newId();
  const others = new Set<string>();

  const ask = (): Promise<ReadonlySet<string>> => {
    others.clear();
    channel?.postMessage({ type: "who", self, id });
    return new Promise((resolve) => setTimeout(() => resolve(new Set(others)), channel ? answerWithinMs : 0));
  };

  channel?.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    if (data.self === self) return;
    if (data.type === "here") others.add(data.id);
    if (data.type === "who") channel.postMessage({ type: "here", self, id });
  });

  const ready = ask().then((alive) => {
    if (alive.has(id)) id = newId();
    return { id, alive };
  });

  return { ready, alive: ask };
}

export type BrowserTab = {
  /** The tab's id, once the others had time to claim it, and who they are. */
  ready: Promise<{ id: string; alive: ReadonlySet<string> }>;
  alive: () => Promise<ReadonlySet<string>>;
};

type Message = { type: "who" | "here"; self: string; id: string };

const storageKey = "scriptyard.tab";

function newId(): string {
  // Not `randomUUID`: that one exists on https and localhost only.
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  const id = [...bytes].map((b) => b.toString(36).padStart(2, "0")).join("");
  sessionStorage.setItem(storageKey, id);
  return id;
}
