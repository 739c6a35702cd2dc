import type { LiveEventOf } from "../../app/events/index.ts";
import { basePath } from "../../app/mount.ts";

export type Step = LiveEventOf<"flow-step">["step"];

/** One walk through a flow as this tab sees it. */
export type Walk = {
  sessionId: string;
  /** Of the end-user page: with its ticket the first time, without it from then on. */
  url: string;
  steps: readonly Step[];
};

/** The walks of this tab, so that Back and a reload find the one the address names. Newest last, few are kept. */
export function rememberWalk(walk: Walk): void {
  const others = read().filter((one) => one.sessionId !== walk.sessionId);
  // A ticket opens the page once; the browser that used it needs none.
  const url = walk.url.split("?")[0] ?? walk.url;
  write([...others, { ...walk, url }].slice(-5));
}

/** The walk with this id, unless this tab never made it. */
export function rememberedWalk(sessionId: string | undefined): Walk | null {
  return read().find((walk) => walk.sessionId === sessionId) ?? null;
}

const place = "scriptyard-walks";

function read(): Walk[] {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(place) ?? "[]");
    return Array.isArray(value) ? value.filter(isWalk) : [];
  } catch {
    return [];
  }
}

function write(walks: readonly Walk[]): void {
  try {
    sessionStorage.setItem(place, JSON.stringify(walks));
  } catch {
    // No storage: Back then starts a new walk as the same visitor.
  }
}

/** Storage holds what an earlier release wrote, too. */
function isWalk(value: unknown): value is Walk {
  if (typeof value !== "object" || value === null) return false;
  const { sessionId, url, steps } = value as Partial<Walk>;
  const ofPage = typeof url === "string" && url.startsWith(`${basePath}/f/`);
  return typeof sessionId === "string" && ofPage && Array.isArray(steps);
}
