import type { DraftAct } from "@scriptyard/model";
import {
  type DraftBase,
  type DraftEffect,
  type DraftEvent,
  type DraftState,
  draftStep,
  freshDraft,
  type KeptText,
  restoreDraft,
  type SaveProblem,
} from "./machine.ts";

/**
 * Runs the draft machine for one open script: timers, storage and network are done here, decisions there.
 * A session lives as long as the page, not as long as a component, so leaving the editor never stops a save.
 */
export type DraftSession = {
  readonly scriptId: string;
  state: () => DraftState;
  subscribe: (listener: () => void) => () => void;
  /** The text in the editor changed. */
  edit: (text: string) => void;
  /** The next edit is more than an edit; the save says so. */
  acting: (act: DraftAct) => void;
  /** Save now, without the delay. */
  flush: () => void;
  /** The server announced a newer revision. */
  hear: (revision: number) => void;
  online: () => void;
  resolve: (text: string) => void;
  dispose: () => void;
};

export type DraftPorts = {
  /** Rejects with whatever went wrong; `problemOf` reads it. */
  save: (source: string, baseRevision: number, act?: DraftAct) => Promise<SaveAnswer>;
  load: () => Promise<DraftBase>;
  problemOf: (error: unknown) => SaveProblem;
  keep: (text: KeptText) => boolean;
  forget: () => void;
  /** Put a text into the editor; must not come back as `edit`. */
  replace: (source: string, merged?: DraftBase) => void;
};

export type SaveAnswer = { ok: true; revision: number } | { ok: false; theirs: DraftBase };

/** Continuous typing is saved at least this often. */
const longestWaitMs = 3_000;

export function createDraftSession(options: {
  scriptId: string;
  draft: DraftBase;
  kept: KeptText | null;
  /** The text that the kept one was built on, where that is known. */
  keptBase?: string | null;
  ports: DraftPorts;
}): DraftSession {
  const { scriptId, draft, kept, keptBase = null, ports } = options;
  const listeners = new Set<() => void>();
  let state = freshDraft(draft);
  let timer: ReturnType<typeof setTimeout> | null = null;
  let firstScheduledAt: number | null = null;
  let disposed = false;

  const dispatch = (event: DraftEvent): void => {
    if (!disposed) apply(draftStep(state, event));
  };

  const apply = (step: { state: DraftState; effects: DraftEffect[] }): void => {
    state = step.state;
    for (const effect of step.effects) run(effect);
    for (const listener of listeners) listener();
  };

  const run = (effect: DraftEffect): void => {
    switch (effect.type) {
      case "keep": {
        const ok = ports.keep(effect.text);
        if (ok !== state.kept) state = draftStep(state, { type: "kept", ok }).state;
        return;
      }
      case "forget":
        ports.forget();
        return;
      case "schedule":
        schedule(effect.delayMs);
        return;
      case "send":
        stopTimer();
        return void send(effect.source, effect.baseRevision, effect.act);
      case "fetch":
        return void load();
      case "replace":
        ports.replace(effect.source, effect.merged);
        return;
    }
  };

  const schedule = (delayMs: number): void => {
    const now = Date.now();
    firstScheduledAt ??= now;
    if (timer !== null) clearTimeout(timer);
    const longest = Math.max(delayMs > longestWaitMs ? delayMs : firstScheduledAt + longestWaitMs - now, 0);
    timer = setTimeout(
      () => {
        stopTimer();
        dispatch({ type: "due" });
      },
      Math.min(delayMs, longest),
    );
  };

  const stopTimer = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    firstScheduledAt = null;
  };

  const send = async (source: string, baseRevision: number, act?: DraftAct): Promise<void> => {
    try {
      const answer = await ports.save(source, baseRevision, act);
      dispatch(
        answer.ok ? { type: "saved", revision: answer.revision } : { type: "refused", theirs: answer.theirs },
      );
    } catch (error) {
      dispatch({ type: "failed", problem: ports.problemOf(error) });
    }
  };

  const load = async (): Promise<void> => {
    try {
      dispatch({ type: "fetched", draft: await ports.load() });
    } catch {
      dispatch({ type: "fetch-failed" });
    }
  };

  if (kept) apply(restoreDraft(draft, kept, keptBase));

  return {
    scriptId,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    edit: (text) => dispatch({ type: "edited", text }),
    acting: (act) => dispatch({ type: "acting", act }),
    flush: () => dispatch({ type: "flush" }),
    hear: (revision) => dispatch({ type: "heard", revision }),
    online: () => dispatch({ type: "online" }),
    resolve: (text) => dispatch({ type: "resolved", text }),
    dispose() {
      disposed = true;
      stopTimer();
      listeners.clear();
    },
  };
}
