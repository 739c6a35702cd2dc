import { Fault, faults, inheritedLevel, waitDetailsOf } from "@scriptyard/model";
import type { DraftsPorts } from "../../authoring/scripts/drafts.ts";
import { specifierOf } from "../../engine/runnable.ts";
import { isNode } from "../../policy/starts.ts";
import type { Timers } from "../../timers.ts";
import { publishedOver } from "../libraries.ts";
import { junctionFor } from "../outcome-findings.ts";
import { adopt, followDraft } from "./adopt.ts";
import type { FileCheckPorts } from "./check-file.ts";
import { checkFile } from "./check-file.ts";
import { createJobQueue } from "./job-queue.ts";
import { judge, uncheckedImports } from "./judge.ts";
import { layerLibraries } from "./layer-libraries.ts";
import { announceReload } from "./notices.ts";
import type { TextRead } from "./read-script-file.ts";
import type { ScriptPath } from "./script-path.ts";
import type { Candidate, KnownFiles, RealmSlots, Slot, Unfinished } from "./slots.ts";
import { liveFile, liveMark, rivalOf } from "./slots.ts";

export type Asking = {
  /** Somebody waits, or a file has just changed; otherwise it is the round at the start. */
  urgent: boolean;
  /** No event for a text that becomes live: nothing changed, it is only looked at for the first time. */
  quiet: boolean;
};

/**
 * Checks of files, one after the other in each realm. They alone change what is live of a file. What cannot be checked just
 * now (whoever checks is busy, the database takes nothing) is checked later, until something can be said about it.
 */
export type Checks = AsyncDisposable & {
  ask(state: RealmSlots, at: ScriptPath, asking: Asking): Promise<void>;
  /** Whatever imports the library is linked and checked again; what does not fit keeps what it had. */
  libraryChanged(state: RealmSlots, specifier: string): void;
  /** The realm's host was exchanged: what does not fit it keeps what it had. */
  hostExchanged(state: RealmSlots): void;
  /** The files of a flow's scripts are checked against its edges again. */
  flowChanged(state: RealmSlots, module: string): void;
};

/** Realms whose files are checked side by side. Few: a check is work of processes that everybody shares. */
const realmsAtOnce = 4;
/** Until what could not be checked is tried again, where nobody says when; doubled with each time, to the longest. */
const firstPauseMs = 100;
const longestPauseMs = 5_000;

export type ChecksPorts = DraftsPorts &
  FileCheckPorts & {
    timers: Timers;
  };

export function createChecks(ports: ChecksPorts, files: KnownFiles): Checks {
  const queue = createJobQueue(realmsAtOnce, (error) =>
    ports.log.error({ err: error }, "a script file could not be checked"),
  );
  const later = new Map<string, { timer: Disposable; pauseMs: number }>();

  /** What was asked for and has not begun, by job: whoever asks loudly is told, however quiet the others were. */
  const asked = new Map<string, Asking>();

  function ask(state: RealmSlots, at: ScriptPath, asking: Asking, relink = false): Promise<void> {
    const key = keyOf(state, at, relink);
    const before = asked.get(key);
    asked.set(key, { urgent: asking.urgent, quiet: asking.quiet && (before?.quiet ?? true) });
    const job = async () => {
      const now = begin(key);
      // Undefined: it was checked meanwhile, as the library of another one.
      if (now !== undefined) await tryCheck(state, at, { quiet: now.quiet, relink, around: new Set() });
    };
    return queue.add(state.realm.id, key, job, asking.urgent);
  }

  /** Checks it, or says that it waits and asks again later; false then. */
  async function tryCheck(state: RealmSlots, at: ScriptPath, how: Checking): Promise<boolean> {
    const candidate = state.slots.get(specifierOf(at))?.candidates.get(at.path);
    const key = keyOf(state, at, how.relink);
    const before = later.get(key);
    before?.timer[Symbol.dispose]();
    later.delete(key);
    try {
      await check(state, at, how);
      if (candidate) candidate.waits = false;
      return true;
    } catch (error) {
      if (!(error instanceof Fault) || !faults[error.code].retry) {
        // Nothing asks again by itself, so nothing waits.
        if (candidate) candidate.waits = false;
        throw error;
      }
      if (candidate) candidate.waits = true;
      if (before === undefined)
        ports.log[level(error)]({ err: error, path: at.path }, "a script file could not be checked");
      const pauseMs = Math.min(longestPauseMs, before === undefined ? firstPauseMs : 2 * before.pauseMs);
      const { retryAfterMs = 0 } = waitDetailsOf(error.details);
      const again = () => void ask(state, at, { urgent: !how.quiet, quiet: how.quiet }, how.relink);
      const timer = ports.timers.after(Math.max(pauseMs, Math.min(retryAfterMs, longestPauseMs)), again);
      later.set(key, { timer, pauseMs });
      return false;
    }
  }

  function begin(key: string): Asking | undefined {
    const asking = asked.get(key);
    asked.delete(key);
    return asking;
  }

  type Checking = Pick<Asking, "quiet"> & { relink: boolean; around: Set<string> };

  async function check(state: RealmSlots, at: ScriptPath, how: Checking): Promise<void> {
    const slot = state.slots.get(specifierOf(at));
    const candidate = slot?.candidates.get(at.path);
    if (slot === undefined || candidate === undefined) return;
    how.around.add(at.path);
    const gone = !files.has(at.path);
    // The file that was refused because of this one takes over without a moment in which neither counts.
    const heir = gone ? rivalOf(slot, at, files) : null;
    const judged = heir ?? candidate;
    judged.unfinished ??= {
      before: { ...liveMark(slot), source: (liveFile(slot) ?? slot.default)?.source ?? null },
      had: judged.valid,
    };
    const { before, had } = judged.unfinished;
    for (const library of await uncheckedImports(ports, state, files, judged.at, how.around)) {
      // This is its own check then, as loud as that was asked for.
      const quiet = begin(keyOf(state, library, false))?.quiet ?? true;
      const isJudged = await tryCheck(state, library, { around: how.around, quiet, relink: false });
      if (!isJudged)
        throw new Fault("busy", `It imports ${specifierOf(library)}, which waits to be checked.`);
    }
    await judge(slot, judged, {
      files,
      relink: how.relink,
      clock: ports.clock,
      check: (read) => checkIn(state, slot, judged.at, read),
    });
    if (gone) slot.candidates.delete(at.path);
    await afterwards({ state, slot, candidate: judged, before, had }, how);
    judged.unfinished = null;
  }

  async function checkIn(state: RealmSlots, slot: Slot, at: ScriptPath, read: TextRead) {
    const row = await ports.store.scripts.byName(state.realm.id, at.module, at.name);
    // Its policy may have changed since.
    const realm = await ports.catalog.anyRealmById(state.realm.id);
    return checkFile(ports, {
      ...read,
      realm,
      at,
      settings: row ?? { limits: {}, securityLevel: inheritedLevel },
      hook: row === null ? slot.default?.hook : row.hook,
      isNode: await isNode(ports, realm, at),
      junction: (hook) => junctionFor(ports, realm, { ...at, hook }),
      libraries: publishedOver(ports, state.realm, layerLibraries(state, files)),
    });
  }

  type Done = Unfinished & { state: RealmSlots; slot: Slot; candidate: Candidate };

  async function afterwards(done: Done, { quiet }: Checking): Promise<void> {
    const { state, slot, candidate, before } = done;
    const now = liveMark(slot);
    const moved = now.layer !== before.layer || now.path !== before.path || now.sha256 !== before.sha256;
    if (candidate.valid !== done.had || moved) ports.catalog.forget();
    const live = liveFile(slot) ?? slot.default;
    const script = candidate.valid === null ? null : await adopt(ports, state.realm, slot);
    if (moved) {
      const row = script ?? (await ports.store.scripts.byName(state.realm.id, slot.module, slot.name));
      if (row !== null && live !== null) await followDraft(ports, row, { from: before.source, to: live });
      if ((live?.hook ?? null) === null) libraryChanged(state, specifierOf(slot));
    }
    await announceReload.checked(
      ports,
      state.realm,
      { slot, candidate, before, now, moved, had: done.had },
      { quiet },
    );
  }

  function libraryChanged(state: RealmSlots, specifier: string): void {
    state.defaults.clear();
    state.libraryChanges += 1;
    // A run that came meanwhile may have remembered a default with the library as it was.
    ports.catalog.forget();
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

  function hostExchanged(state: RealmSlots): void {
    state.defaults.clear();
    state.libraryChanges += 1;
    for (const slot of state.slots.values())
      for (const { at, problem } of slot.candidates.values())
        void ask(state, at, { urgent: true, quiet: problem === null }, true);
  }

  function flowChanged(state: RealmSlots, module: string): void {
    for (const slot of state.slots.values())
      if (slot.module === module)
        for (const { at, problem } of slot.candidates.values())
          void ask(state, at, { urgent: true, quiet: problem === null }, true);
  }

  return {
    ask,
    libraryChanged,
    hostExchanged,
    flowChanged,
    async [Symbol.asyncDispose]() {
      await queue.close();
      for (const { timer } of later.values()) timer[Symbol.dispose]();
    },
  };
}

/** Who is busy will be free; a disk that takes nothing wants somebody. */
const level = ({ code }: Fault) => (code === "storage" ? "error" : "warn");

function keyOf(state: RealmSlots, at: ScriptPath, relink: boolean): string {
  return `${relink ? "relink" : "check"} ${state.realm.id} ${at.path}`;
}
