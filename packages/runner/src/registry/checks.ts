import { languageById } from "@scriptyard/languages";
import { inheritedLevel } from "@scriptyard/model";
import type { Core } from "../core.ts";
import { publishedOver } from "../pipeline/libraries.ts";
import { specifierOf } from "../pipeline/runnable.ts";
import { adopt, followDraft } from "./adopt.ts";
import { checkFile } from "./check-file.ts";
import type { JobQueue } from "./job-queue.ts";
import { layerLibraries } from "./layer-libraries.ts";
import { announceReload, type Mark } from "./notices.ts";
import type { ScriptPath } from "./script-path.ts";
import type { Candidate, KnownFiles, RealmSlots, Slot } from "./slots.ts";
import { candidatesOf, isUnchecked, liveFile, liveMark, rivalOf } from "./slots.ts";

export type Asking = {
  /** Somebody waits, or a file has just changed; otherwise it is the round at the start. */
  urgent: boolean;
  /** No event for a text that becomes live: nothing changed, it is only looked at for the first time. */
  quiet: boolean;
};

/** Checks of files, one after the other. They alone change what is live of a file. */
export type Checks = {
  ask(state: RealmSlots, at: ScriptPath, asking: Asking): Promise<void>;
  /** Whatever imports the library is linked and checked again; what does not fit keeps what it had. */
  libraryChanged(state: RealmSlots, specifier: string): void;
};

export function createChecks(coreOf: () => Core, parts: { files: KnownFiles; queue: JobQueue }): Checks {
  const { files, queue } = parts;

  function ask(state: RealmSlots, at: ScriptPath, asking: Asking, relink = false): Promise<void> {
    const key = `${relink ? "relink" : "check"} ${state.realm.id} ${at.path}`;
    return queue.add(key, () => check(state, at, { ...asking, relink, around: new Set() }), asking.urgent);
  }

  type Checking = Asking & { relink: boolean; around: Set<string> };

  async function check(state: RealmSlots, at: ScriptPath, how: Checking): Promise<void> {
    const core = coreOf();
    const slot = state.slots.get(specifierOf(at));
    const candidate = slot?.candidates.get(at.path);
    if (slot === undefined || candidate === undefined) return;
    how.around.add(at.path);
    const before = { ...liveMark(slot), source: (liveFile(slot) ?? slot.default)?.source ?? null };
    const gone = !files.has(at.path);
    // The file that was refused because of this one takes over without a moment in which neither counts.
    const heir = gone ? rivalOf(slot, at, files) : null;
    const judged = heir ?? candidate;
    const had = judged.valid;
    if (files.has(judged.at.path)) {
      await checkImports(state, judged.at, how);
      await decide(core, state, slot, judged, how);
    }
    if (gone && !files.has(at.path)) slot.candidates.delete(at.path);
    await afterwards(core, { state, slot, candidate: judged, before, had }, how);
  }

  /** A library that nobody has looked at yet is looked at first, or its importer would be judged by an unchecked text. */
  async function checkImports(state: RealmSlots, at: ScriptPath, how: Checking): Promise<void> {
    const read = files.get(at.path)?.read;
    if (read?.kind !== "text") return;
    const { imports } = languageById(at.language).compile(read.source, specifierOf(at));
    for (const { specifier } of imports)
      for (const one of candidatesOf(state.slots.get(specifier)))
        if (isUnchecked(one) && !how.around.has(one.at.path))
          await check(state, one.at, { ...how, quiet: true, relink: false });
  }

  /** Judges the newest text of one file, and says so in its candidate. */
  async function decide(
    core: Core,
    state: RealmSlots,
    slot: Slot,
    candidate: Candidate,
    { relink }: Checking,
  ): Promise<void> {
    const { at } = candidate;
    const file = files.get(at.path);
    if (file === undefined) return;
    const refuse = (message: string, sha256: string | null, diagnostics: Mark["diagnostics"] = []) => {
      candidate.problem = { message, diagnostics, sha256, at: core.clock() };
    };
    const { read } = file;
    if (read.kind === "problem") return refuse(read.problem, null);
    const rival = rivalOf(slot, at, files);
    if (rival !== null)
      return refuse(`${rival.at.path} is the same script. Remove one of the two files.`, read.sha256);
    if (!relink && candidate.valid?.sha256 === read.sha256) {
      candidate.problem = null;
      return;
    }
    const row = await core.store.scripts.byName(state.realm.id, at.module, at.name);
    const checked = await checkFile(core, {
      ...read,
      // Its policy may have changed since.
      realm: await core.catalog.realmById(state.realm.id),
      at,
      settings: row ?? { limits: {}, securityLevel: inheritedLevel },
      hook: row === null ? slot.default?.hook : row.hook,
      libraries: publishedOver(core, state.realm, layerLibraries(state, files)),
    });
    // What was written meanwhile is the next job's.
    if (files.get(at.path) !== file) return;
    if (!checked.ok) return refuse(checked.message, read.sha256, checked.diagnostics);
    candidate.valid = checked.text;
    candidate.problem = null;
  }

  type Done = {
    state: RealmSlots;
    slot: Slot;
    candidate: Candidate;
    before: ReturnType<typeof liveMark> & { source: string | null };
    had: Candidate["valid"];
  };

  async function afterwards(core: Core, done: Done, how: Checking): Promise<void> {
    const { state, slot, candidate, before } = done;
    const now = liveMark(slot);
    const moved = now.layer !== before.layer || now.path !== before.path || now.sha256 !== before.sha256;
    if (candidate.valid !== done.had || moved) core.catalog.forget();
    const live = liveFile(slot) ?? slot.default;
    const script = candidate.valid === null ? null : await adopt(core, state.realm, slot);
    if (moved) {
      const row = script ?? (await core.store.scripts.byName(state.realm.id, slot.module, slot.name));
      if (row !== null && live !== null) await followDraft(core, row, { from: before.source, to: live });
      if ((live?.hook ?? null) === null) libraryChanged(state, specifierOf(slot));
    }
    announceReload.checked(core, state.realm, { slot, candidate, before, now, moved, had: done.had }, how);
  }

  function libraryChanged(state: RealmSlots, specifier: string): void {
    state.defaults.clear();
    for (const slot of state.slots.values()) {
      slot.defaultProblem = null;
      for (const { at, valid, problem } of slot.candidates.values()) {
        const imports = valid?.libraries.some((library) => library.specifier === specifier);
        const mightFit = problem !== null && problem.diagnostics.length > 0;
        if ((imports || mightFit) && specifierOf(slot) !== specifier)
          void ask(state, at, { urgent: true, quiet: true }, true);
      }
    }
  }

  return { ask, libraryChanged };
}
