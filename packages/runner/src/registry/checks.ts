import { inheritedLevel } from "@scriptyard/model";
import type { Core } from "../core.ts";
import { junctionFor } from "../flows/outcome-findings.ts";
import { publishedOver } from "../pipeline/libraries.ts";
import { specifierOf } from "../pipeline/runnable.ts";
import { isNode } from "../policy/starts.ts";
import { adopt, followDraft } from "./adopt.ts";
import { checkFile } from "./check-file.ts";
import type { JobQueue } from "./job-queue.ts";
import { judge, uncheckedImports } from "./judge.ts";
import { layerLibraries } from "./layer-libraries.ts";
import { announceReload } from "./notices.ts";
import type { TextRead } from "./read-script-file.ts";
import type { ScriptPath } from "./script-path.ts";
import type { Candidate, KnownFiles, RealmSlots, Slot } from "./slots.ts";
import { liveFile, liveMark, rivalOf } from "./slots.ts";

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
  /** The files of a flow's scripts are checked against its edges again. */
  flowChanged(state: RealmSlots, module: string): void;
};

export function createChecks(coreOf: () => Core, parts: { files: KnownFiles; queue: JobQueue }): Checks {
  const { files, queue } = parts;

  /** What was asked for and has not begun, by job: whoever asks loudly is told, however quiet the others were. */
  const asked = new Map<string, Asking>();

  function ask(state: RealmSlots, at: ScriptPath, asking: Asking, relink = false): Promise<void> {
    const key = keyOf(state, at, relink);
    const before = asked.get(key);
    asked.set(key, { urgent: asking.urgent, quiet: asking.quiet && (before?.quiet ?? true) });
    const job = async () => {
      const now = begin(key);
      // Undefined: it was checked meanwhile, as the library of another one.
      if (now !== undefined) await check(state, at, { quiet: now.quiet, relink, around: new Set() });
    };
    return queue.add(key, job, asking.urgent);
  }

  function begin(key: string): Asking | undefined {
    const asking = asked.get(key);
    asked.delete(key);
    return asking;
  }

  type Checking = Pick<Asking, "quiet"> & { relink: boolean; around: Set<string> };

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
    for (const library of await uncheckedImports(core, state, files, judged.at, how.around)) {
      // This is its own check then, as loud as that was asked for.
      const quiet = begin(keyOf(state, library, false))?.quiet ?? true;
      await check(state, library, { around: how.around, quiet, relink: false });
    }
    await judge(slot, judged, {
      files,
      relink: how.relink,
      clock: core.clock,
      check: (read) => checkIn(core, state, slot, judged.at, read),
    });
    if (gone) slot.candidates.delete(at.path);
    await afterwards(core, { state, slot, candidate: judged, before, had }, how);
  }

  async function checkIn(core: Core, state: RealmSlots, slot: Slot, at: ScriptPath, read: TextRead) {
    const row = await core.store.scripts.byName(state.realm.id, at.module, at.name);
    // Its policy may have changed since.
    const realm = await core.catalog.realmById(state.realm.id);
    return checkFile(core, {
      ...read,
      realm,
      at,
      settings: row ?? { limits: {}, securityLevel: inheritedLevel },
      hook: row === null ? slot.default?.hook : row.hook,
      isNode: await isNode(core, realm, at),
      junction: (hook) => junctionFor(core, realm, { ...at, hook }),
      libraries: publishedOver(core, state.realm, layerLibraries(state, files)),
    });
  }

  type Done = {
    state: RealmSlots;
    slot: Slot;
    candidate: Candidate;
    before: ReturnType<typeof liveMark> & { source: string | null };
    had: Candidate["valid"];
  };

  async function afterwards(core: Core, done: Done, { quiet }: Checking): Promise<void> {
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
    await announceReload.checked(
      core,
      state.realm,
      { slot, candidate, before, now, moved, had: done.had },
      { quiet },
    );
  }

  function libraryChanged(state: RealmSlots, specifier: string): void {
    state.defaults.clear();
    state.libraryChanges += 1;
    // A run that came meanwhile may have remembered a default with the library as it was.
    coreOf().catalog.forget();
    for (const slot of state.slots.values()) {
      slot.defaultProblem = null;
      for (const { at, valid, problem } of slot.candidates.values()) {
        const imports = valid?.libraries.some((library) => library.specifier === specifier);
        const mightFit = problem !== null && problem.diagnostics.length > 0;
        if ((imports || mightFit) && specifierOf(slot) !== specifier)
          // Who was told that a text is refused is told that it fits now.
          void ask(state, at, { urgent: true, quiet: problem === null }, true);
      }
    }
  }

  function flowChanged(state: RealmSlots, module: string): void {
    for (const slot of state.slots.values())
      if (slot.module === module)
        for (const { at, problem } of slot.candidates.values())
          void ask(state, at, { urgent: true, quiet: problem === null }, true);
  }

  return { ask, libraryChanged, flowChanged };
}

function keyOf(state: RealmSlots, at: ScriptPath, relink: boolean): string {
  return `${relink ? "relink" : "check"} ${state.realm.id} ${at.path}`;
}
