import { type DraftAct, mergeTexts } from "@scriptyard/model";

/**
 * What happens to the text of one draft, as a pure function: `(state, event) → state, effects`.
 * Nothing here touches the network, storage or a clock, so every order of events can be tested.
 *
 * Rules it keeps: one save in flight; every save names the revision it was based on; text is kept in the browser before
 * any network; a refused save never overwrites and never drops a text; a save whose answer was lost is recognised as
 * ours instead of being shown as a conflict; changes of other lines are merged, changes of the same lines never are.
 */
export function draftStep(state: DraftState, event: DraftEvent): Step {
  switch (event.type) {
    case "edited":
      return edited(state, event.text);
    case "acting":
      return { state: { ...state, act: { ...event.act, sent: false } }, effects: [] };
    case "due":
      return sendIfDirty({ ...state, waiting: false });
    case "flush":
      return sendIfDirty({ ...state, waiting: false });
    case "saved":
      return saved(state, event.revision);
    case "refused":
      return refused(state, event.theirs);
    case "failed":
      return failed(state, event.problem);
    case "heard":
      return fetchIfBehind({ ...state, seenRevision: Math.max(state.seenRevision, event.revision) });
    case "fetched":
      return fetched({ ...state, fetching: false }, event.draft);
    case "fetch-failed":
      return state.waiting
        ? { state: { ...state, fetching: false }, effects: [] }
        : schedule({ ...state, fetching: false }, retryDelaysMs[1]!, []);
    case "online":
      return state.problem ? sendIfDirty({ ...state, waiting: false }) : fetchIfBehind(state);
    case "kept":
      return { state: { ...state, kept: event.ok }, effects: [] };
    case "resolved":
      return resolved(state, event.text);
  }
}

/** A draft as the server has it; who saved it and when, where that is known. `own`: whoever is here, from elsewhere. */
export type DraftBase = { revision: number; source: string; by?: string | null; own?: boolean; at?: number };

/** Why the last save did not arrive. `retry` = it is tried again by itself. */
export type SaveProblem = { kind: "offline" | "server"; message: string; retry: boolean };

export type DraftState = {
  /** What the text is built on: the newest server draft the author has seen. */
  base: DraftBase;
  text: string;
  /** The text being saved, or null. */
  inFlight: string | null;
  /** Texts sent since `base` whose answer never came, also by the page before this one; the server may hold one of them. */
  unacked: readonly string[];
  /** The text in flight is among them from an earlier time. */
  resent: boolean;
  problem: SaveProblem | null;
  attempts: number;
  /**
   * Another save came first and changed the same lines: both texts wait for a decision and nothing is sent. `base` is what
   * both go on from, null where that is not known.
   */
  conflict: { theirs: DraftBase; base: string | null } | null;
  seenRevision: number;
  fetching: boolean;
  /** A timer for the next save is running. */
  waiting: boolean;
  /** The text is in the browser's storage (or equals the server's). */
  kept: boolean;
  /** What the next save is besides a save, until its answer comes. */
  act: (DraftAct & { sent: boolean }) | null;
};

export type DraftEvent =
  | { type: "edited"; text: string }
  /** The next edit is a discard, a restore or a copy. */
  | { type: "acting"; act: DraftAct }
  | { type: "due" }
  | { type: "flush" }
  | { type: "saved"; revision: number }
  | { type: "refused"; theirs: DraftBase }
  | { type: "failed"; problem: SaveProblem }
  | { type: "heard"; revision: number }
  | { type: "fetched"; draft: DraftBase }
  | { type: "fetch-failed" }
  | { type: "online" }
  | { type: "kept"; ok: boolean }
  | { type: "resolved"; text: string };

export type DraftEffect =
  /** Write to the browser's storage, now, before anything else. */
  | { type: "keep"; text: KeptText }
  | { type: "forget" }
  /** (Re)start the one timer that answers `due`. */
  | { type: "schedule"; delayMs: number }
  | { type: "send"; source: string; baseRevision: number; act?: DraftAct }
  | { type: "fetch" }
  /** Put the server's text into the editor; with `merged`, it holds that draft's changes beside the author's. */
  | { type: "replace"; source: string; merged?: DraftBase };

export type Step = { state: DraftState; effects: DraftEffect[] };

/** What the browser's storage holds for one draft. */
export type KeptText = { source: string; baseRevision: number; unacked: readonly string[] };

export const saveDelayMs = 600;
const retryDelaysMs = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
const unackedLimit = 3;

/** A draft as loaded from the server, with nothing typed yet. */
export function freshDraft(draft: DraftBase): DraftState {
  return {
    base: draft,
    text: draft.source,
    inFlight: null,
    unacked: [],
    resent: false,
    problem: null,
    attempts: 0,
    conflict: null,
    seenRevision: draft.revision,
    fetching: false,
    waiting: false,
    kept: true,
    act: null,
  };
}

/**
 * A draft with a text found in the browser's storage: goes on where the author stopped; when somebody saved since, merges or asks.
 *
 * @param base the text of the revision it was built on, where that is known
 */
export function restoreDraft(draft: DraftBase, kept: KeptText, base: string | null = null): Step {
  const fresh = freshDraft(draft);
  // What the page before this one had sent may still be on its way: it is this author's whenever it arrives.
  const late = kept.unacked.filter((text) => text !== draft.source);
  if (kept.source === draft.source && late.length === 0)
    return { state: fresh, effects: [{ type: "forget" }] };
  const ours = kept.baseRevision === draft.revision || kept.unacked.includes(draft.source);
  const state = { ...fresh, text: kept.source, unacked: late };
  if (ours) return schedule(state, 0, [keep(state)]);
  const before = { ...state, base: { revision: kept.baseRevision, source: base ?? "" } };
  return base === null
    ? { state: { ...before, conflict: { theirs: draft, base } }, effects: [] }
    : meet(before, draft);
}

export function isDirty(state: DraftState): boolean {
  return state.conflict !== null || state.text !== state.base.source;
}

function edited(state: DraftState, text: string): Step {
  if (text === state.text) return { state, effects: [] };
  const next = { ...state, text };
  if (!state.conflict && text === state.base.source && state.inFlight === null && state.unacked.length === 0)
    return { state: { ...next, problem: null, kept: true, act: null }, effects: [{ type: "forget" }] };
  const effects = [keep(next)];
  if (state.conflict || state.inFlight !== null) return { state: next, effects };
  // A running retry is left alone: typing must not postpone it for ever.
  if (state.problem?.retry && state.waiting) return { state: next, effects };
  return schedule(next, saveDelayMs, effects);
}

function sendIfDirty(state: DraftState): Step {
  if (state.inFlight !== null) return { state, effects: [] };
  if (state.conflict) return fetchIfBehind(state);
  if (!isDirty(state) && state.unacked.length === 0) return fetchIfBehind({ ...state, problem: null });
  const source = state.text;
  const unacked = [...state.unacked.filter((t) => t !== source), source].slice(-unackedLimit);
  const baseRevision = state.base.revision;
  const sending = { ...state, inFlight: source, unacked, resent: state.unacked.includes(source) };
  if (state.act === null)
    return { state: sending, effects: [keep(sending), { type: "send", source, baseRevision }] };
  const { sent: _, ...act } = state.act;
  const next = { ...sending, act: { ...act, sent: true } };
  return { state: next, effects: [keep(next), { type: "send", source, baseRevision, act }] };
}

function saved(state: DraftState, revision: number): Step {
  const source = state.inFlight ?? state.text;
  return onNewBase({ ...state, act: state.act?.sent ? null : state.act }, { revision, source });
}

function refused(state: DraftState, theirs: DraftBase): Step {
  const seenRevision = Math.max(state.seenRevision, theirs.revision);
  // Sent once and refused: the server never held it.
  const unacked = state.resent ? state.unacked : state.unacked.filter((t) => t !== state.inFlight);
  const next = { ...state, seenRevision, unacked };
  return meet({ ...next, inFlight: null, problem: null, attempts: 0 }, theirs);
}

function failed(state: DraftState, problem: SaveProblem): Step {
  const next = { ...state, inFlight: null, problem, attempts: state.attempts + 1 };
  if (!problem.retry) return { state: next, effects: [keep(next)] };
  const delayMs = retryDelaysMs[Math.min(state.attempts, retryDelaysMs.length - 1)]!;
  return schedule(next, delayMs, [keep(next)]);
}

function fetched(state: DraftState, draft: DraftBase): Step {
  const seen = { ...state, seenRevision: Math.max(state.seenRevision, draft.revision) };
  // With a save under way its answer settles the matter, and asks again if needed.
  if (state.inFlight !== null) return { state: seen, effects: [] };
  if (state.conflict) {
    if (draft.revision <= state.conflict.theirs.revision) return { state: seen, effects: [] };
    return meet({ ...seen, conflict: null }, draft);
  }
  return draft.revision <= state.base.revision ? { state: seen, effects: [] } : meet(seen, draft);
}

/** The server holds another draft than the one the text is built on: go on, follow, or ask. */
function meet(state: DraftState, theirs: DraftBase): Step {
  const ours = state.unacked.includes(theirs.source) || theirs.source === state.text;
  const unchanged = theirs.source === state.base.source;
  if (ours) return onNewBase({ ...state, act: state.act?.sent ? null : state.act }, theirs);
  if (unchanged) return onNewBase(state, theirs);
  if (state.text === state.base.source && state.unacked.length === 0) {
    const next = { ...freshDraft(theirs), seenRevision: state.seenRevision };
    return { state: next, effects: [{ type: "replace", source: theirs.source }, { type: "forget" }] };
  }
  const merged = mergedWith(state, theirs);
  if (merged !== null) {
    const step = onNewBase({ ...state, text: merged }, theirs);
    return {
      state: step.state,
      effects: [...step.effects, { type: "replace", source: merged, merged: theirs }],
    };
  }
  const base = state.base.revision > 0 && state.base.source !== "" ? state.base.source : null;
  const next = { ...state, conflict: { theirs, base }, problem: null, attempts: 0 };
  return { state: next, effects: [keep(next)] };
}

/** The author's changes and theirs together, when they are on different lines; null when somebody has to look. */
function mergedWith(state: DraftState, theirs: DraftBase): string | null {
  // The server may have held another text of ours in between: what the author took back since would come back as theirs.
  if (state.unacked.some((t) => t !== state.text)) return null;
  return mergeTexts(state.base.source, state.text, theirs.source).text;
}

/** The author answered the conflict: `text` is what the draft shall be, knowing theirs. */
function resolved(state: DraftState, text: string): Step {
  if (!state.conflict) return edited(state, text);
  const base = state.conflict.theirs;
  const next = { ...state, base, text, conflict: null, unacked: [], problem: null, attempts: 0, act: null };
  const replace: DraftEffect[] = text === state.text ? [] : [{ type: "replace", source: text }];
  if (text === base.source)
    return withFetch({ ...next, kept: true }, [...replace, { type: "forget" }], fetchIfBehind);
  return withFetch(next, [...replace, keep(next)], sendIfDirty);
}

function onNewBase(state: DraftState, base: DraftBase): Step {
  const next: DraftState = {
    ...state,
    base,
    inFlight: null,
    unacked: [],
    problem: null,
    attempts: 0,
    conflict: null,
    seenRevision: Math.max(state.seenRevision, base.revision),
  };
  if (next.text === base.source)
    return withFetch({ ...next, waiting: false, kept: true }, [{ type: "forget" }], fetchIfBehind);
  const step = schedule(next, saveDelayMs, [keep(next)]);
  return withFetch(step.state, step.effects, fetchIfBehind);
}

function fetchIfBehind(state: DraftState): Step {
  const known = state.conflict?.theirs.revision ?? state.base.revision;
  if (state.fetching || state.inFlight !== null || state.seenRevision <= known) return { state, effects: [] };
  return { state: { ...state, fetching: true }, effects: [{ type: "fetch" }] };
}

function withFetch(state: DraftState, effects: DraftEffect[], then: (state: DraftState) => Step): Step {
  const step = then(state);
  return { state: step.state, effects: [...effects, ...step.effects] };
}

function schedule(state: DraftState, delayMs: number, effects: DraftEffect[]): Step {
  return { state: { ...state, waiting: true }, effects: [...effects, { type: "schedule", delayMs }] };
}

function keep(state: DraftState): DraftEffect {
  const { text, base, unacked } = state;
  return { type: "keep", text: { source: text, baseRevision: base.revision, unacked } };
}
