import { createStore } from "./store.ts";

/** Whether the last request, of whatever part of the console, got no answer. */
export const reach = createStore<{ lost: boolean }>({ lost: false });

/** What stands before a server that is not there answers for it. */
const ofNoServer = new Set([502, 504]);

/** Asks as the browser does, and notes whether somebody answered. */
export async function askServer(target: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  try {
    const answer = await globalThis.fetch(target, init);
    note(ofNoServer.has(answer.status));
    return answer;
  } catch (error) {
    // Whoever stopped waiting learned nothing of the server.
    if (!init?.signal?.aborted) note(true);
    throw error;
  }
}

function note(lost: boolean): void {
  if (reach.get().lost !== lost) reach.set({ lost });
}
