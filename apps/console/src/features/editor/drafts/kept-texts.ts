import { z } from "zod";
import type { KeptText } from "./machine.ts";

/**
 * Unsaved texts in the browser's storage, one entry per user, script and browser tab, so that neither two tabs nor two
 * people on one machine overwrite each other. Writing is synchronous and costs well under a millisecond for 256 KB.
 */
export type KeptTexts = {
  /** False when the browser refused (storage full or forbidden); the caller then warns before leaving. */
  keep: (scriptId: string, text: KeptText) => boolean;
  forget: (scriptId: string) => void;
  /** This tab's text, else the newest of a tab that is gone. Taking another tab's text moves it to this tab. */
  take: (scriptId: string, aliveTabs: ReadonlySet<string>) => TakenText | null;
  /** Other texts of the script that are still kept, newest first. */
  others: (scriptId: string) => TakenText[];
  /** Keeps a text that a conflict left behind; the newest few per script. */
  setAside: (scriptId: string, source: string) => void;
  asides: (scriptId: string) => AsideText[];
};

export type AsideText = { source: string; at: number };

export type TakenText = KeptText & { at: number; tab: string };

export function createKeptTexts(options: {
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;
  userId: string;
  tab: string;
  now?: () => number;
}): KeptTexts {
  const { storage, userId, tab, now = Date.now } = options;
  const keyOf = (scriptId: string, owner: string) => `${prefix}/${userId}/${scriptId}/${owner}`;

  const read = (scriptId: string): TakenText[] => {
    const start = `${prefix}/${userId}/${scriptId}/`;
    const found: TakenText[] = [];
    for (let i = 0; i < storage.length; i++) {
      const key = storage.key(i);
      if (!key?.startsWith(start)) continue;
      const entry = parse(storage.getItem(key));
      if (entry) found.push({ ...entry, tab: key.slice(start.length) });
    }
    return found.sort((a, b) => b.at - a.at);
  };

  const keep = (scriptId: string, text: KeptText): boolean => {
    try {
      storage.setItem(keyOf(scriptId, tab), JSON.stringify({ ...text, at: now() }));
      return true;
    } catch {
      return false;
    }
  };

  const asideKey = (scriptId: string) => `${asidePrefix}/${userId}/${scriptId}`;

  const asides = (scriptId: string): AsideText[] => {
    const parsed = asidesSchema.safeParse(jsonOrNull(storage.getItem(asideKey(scriptId))));
    return parsed.success ? parsed.data : [];
  };

  return {
    keep,
    forget: (scriptId) => storage.removeItem(keyOf(scriptId, tab)),
    take(scriptId, aliveTabs) {
      const entries = read(scriptId);
      const entry = entries.find((e) => e.tab === tab) ?? entries.find((e) => !aliveTabs.has(e.tab)) ?? null;
      if (entry && entry.tab !== tab && keep(scriptId, entry)) storage.removeItem(keyOf(scriptId, entry.tab));
      return entry;
    },
    others: (scriptId) => read(scriptId).filter((e) => e.tab !== tab),
    setAside(scriptId, source) {
      const list = [{ source, at: now() }, ...asides(scriptId).filter((a) => a.source !== source)];
      try {
        storage.setItem(asideKey(scriptId), JSON.stringify(list.slice(0, asideLimit)));
      } catch {
        // Full storage: the text still is in the editor's undo history and, once refused, among the server's lost texts.
      }
    },
    asides,
  };
}

const prefix = "scriptyard.draft";
const asidePrefix = "scriptyard.aside";
const asideLimit = 5;

const entrySchema = z.object({
  source: z.string(),
  baseRevision: z.number(),
  unacked: z.array(z.string()),
  at: z.number(),
});

const asidesSchema = z.array(z.object({ source: z.string(), at: z.number() }));

function parse(text: string | null): (KeptText & { at: number }) | null {
  const parsed = entrySchema.safeParse(jsonOrNull(text));
  return parsed.success ? parsed.data : null;
}

function jsonOrNull(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
