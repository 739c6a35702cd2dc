import type { Host, ScriptDefault } from "@scriptyard/host-kit";
import type { Realm } from "@scriptyard/model";
import { specifierOf } from "../../engine/runnable.ts";
import type { FileRead } from "./read-script-file.ts";
import type { ScriptPath } from "./script-path.ts";
import type { LayerProblem, LayerText } from "./types.ts";

/** A file that wants to be a script of one realm. */
export type Candidate = {
  at: ScriptPath;
  /** The newest text that passed the checks; stays when a newer one does not. */
  valid: LayerText | null;
  /** Why the newest text is not used. */
  problem: LayerProblem | null;
  /** Whoever checks was busy: the newest text is checked later, again and again until something can be said about it. */
  waits: boolean;
  /** A check of it has begun and not come to its end: the next one tells what changed since then. */
  unfinished: Unfinished | null;
};

/** What ran before a check, and which text of the file was valid. */
export type Unfinished = {
  before: ReturnType<typeof liveMark> & { source: string | null };
  had: LayerText | null;
};

/** What stands below a script's published version, in one realm. */
export type Slot = {
  module: string;
  name: string;
  /** By path; the one below `@<realm>/` goes before the one for every realm. */
  candidates: Map<string, Candidate>;
  default: ScriptDefault | null;
  /** Why the default does not run with the realm's live libraries. */
  defaultProblem: LayerProblem | null;
};

/** The layers of one realm. */
export type RealmSlots = {
  realm: Realm;
  host: Host;
  slots: Map<string, Slot>;
  /** Default scripts as they are linked now; empty again when a library changes. */
  defaults: Map<string, Promise<LayerText>>;
  /** Counts changes of live libraries: what was linked across one is out of date. */
  libraryChanges: number;
};

/** Files of the scripts folder as they were read last. */
export type KnownFiles = Map<
  string,
  { at: ScriptPath; read: Exclude<FileRead, { kind: "absent" | "moving" }> }
>;

/** A realm with its host's defaults; files are added to it. */
export function createRealmSlots(realm: Realm, host: Host): RealmSlots {
  const slots: RealmSlots["slots"] = new Map();
  for (const script of host.defaults)
    slots.set(specifierOf(script), { ...emptySlot(script), default: script });
  return { realm, host, slots, defaults: new Map(), libraryChanges: 0 };
}

/**
 * The same realm with another definition of its host: which scripts it ships, and their texts. Files stay as they are.
 *
 * @returns the scripts of which another text is live now, or none, with the text that was
 */
export function takeHost(state: RealmSlots, host: Host): { slot: Slot; before: ScriptDefault | null }[] {
  const shipped = new Map(host.defaults.map((script) => [specifierOf(script), script]));
  const changed: { slot: Slot; before: ScriptDefault | null }[] = [];
  for (const script of shipped.values())
    if (!state.slots.has(specifierOf(script))) state.slots.set(specifierOf(script), emptySlot(script));
  for (const [specifier, slot] of state.slots) {
    const before = slot.default;
    slot.default = shipped.get(specifier) ?? null;
    slot.defaultProblem = null;
    const isOther = before?.source !== slot.default?.source || before?.hook !== slot.default?.hook;
    if (isOther && liveFile(slot) === null) changed.push({ slot, before });
    if (slot.default === null && slot.candidates.size === 0) state.slots.delete(specifier);
  }
  state.host = host;
  return changed;
}

export function addCandidate({ slots }: RealmSlots, at: ScriptPath): Candidate {
  const specifier = specifierOf(at);
  let slot = slots.get(specifier);
  if (slot === undefined) {
    slot = emptySlot(at);
    slots.set(specifier, slot);
  }
  let candidate = slot.candidates.get(at.path);
  if (candidate === undefined) {
    candidate = { at, valid: null, problem: null, waits: false, unfinished: null };
    slot.candidates.set(at.path, candidate);
  }
  return candidate;
}

export function candidatesOf(slot: Slot | undefined): Candidate[] {
  const all = [...(slot?.candidates.values() ?? [])];
  return all.sort((a, b) => Number(a.at.realm === null) - Number(b.at.realm === null));
}

/** The file that is live as far as files go. */
export function liveFile(slot: Slot | undefined): LayerText | null {
  return candidatesOf(slot).find((one) => one.valid !== null)?.valid ?? null;
}

/** Which layer would run if nothing were published. */
export function layerBelow(slot: Slot | undefined): "file" | "default" | null {
  if (liveFile(slot) !== null) return "file";
  return slot?.default ? "default" : null;
}

/** Which text would run if nothing were published; says when it became another one. */
export function liveMark(slot: Slot | undefined): {
  layer: "file" | "default" | null;
  path: string | null;
  sha256: string;
} {
  const file = liveFile(slot);
  if (file !== null) return { layer: "file", path: file.path, sha256: file.sha256 };
  if (slot?.default) return { layer: "default", path: null, sha256: "" };
  return { layer: null, path: null, sha256: "" };
}

export function isUnchecked({ valid, problem }: Candidate): boolean {
  return valid === null && problem === null;
}

/** Another file that is there and wants to be the same script of the same realms. */
export function rivalOf(slot: Slot, at: ScriptPath, files: KnownFiles): Candidate | null {
  for (const other of slot.candidates.values())
    if (other.at.path !== at.path && other.at.realm === at.realm && files.has(other.at.path)) return other;
  return null;
}

function emptySlot({ module, name }: { module: string; name: string }): Slot {
  return { module, name, candidates: new Map(), default: null, defaultProblem: null };
}
