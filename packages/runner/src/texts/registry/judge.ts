import type { Workshop } from "@scriptyard/languages/workshop";
import { systemPayer } from "../../engine/payer.ts";
import { specifierOf } from "../../engine/runnable.ts";
import type { CheckedFile } from "./check-file.ts";
import type { TextRead } from "./read-script-file.ts";
import type { ScriptPath } from "./script-path.ts";
import type { Candidate, KnownFiles, RealmSlots, Slot } from "./slots.ts";
import { candidatesOf, isUnchecked, rivalOf } from "./slots.ts";

export type Judging = {
  files: KnownFiles;
  /** Check it although its text is the one that is valid already: a library of it changed. */
  relink: boolean;
  clock: () => number;
  check(read: TextRead): Promise<CheckedFile>;
};

/** Judges the newest text of one file, and says so in its candidate; answers the findings. */
export async function judge(slot: Slot, candidate: Candidate, how: Judging): Promise<CheckedFile | null> {
  const { at } = candidate;
  const read = how.files.get(at.path)?.read;
  if (read === undefined) return null;
  const refuse = (refused: Omit<Extract<CheckedFile, { ok: false }>, "ok">, sha256: string | null) => {
    candidate.problem = { ...refused, sha256, at: how.clock() };
    return { ok: false as const, ...refused };
  };
  if (read.kind === "problem") return refuse({ message: read.problem, diagnostics: [] }, null);
  const rival = rivalOf(slot, at, how.files);
  if (rival !== null) {
    const message = `${rival.at.path} is the same script. Remove one of the two files.`;
    return refuse({ message, diagnostics: [] }, read.sha256);
  }
  if (!how.relink && candidate.valid?.sha256 === read.sha256) {
    candidate.problem = null;
    return null;
  }
  const checked = await how.check(read);
  if (!checked.ok) {
    const { message, diagnostics } = checked;
    return refuse({ message, diagnostics }, read.sha256);
  }
  candidate.valid = checked.text;
  candidate.problem = null;
  return checked;
}

/** Files of libraries a text imports that nobody has looked at yet: judged first, or it would be judged by unchecked texts. */
export async function uncheckedImports(
  ports: { workshop: Workshop },
  state: RealmSlots,
  files: KnownFiles,
  at: ScriptPath,
  except: ReadonlySet<string>,
): Promise<ScriptPath[]> {
  const read = files.get(at.path)?.read;
  if (read?.kind !== "text") return [];
  const module = { specifier: specifierOf(at), language: at.language, source: read.source };
  const { imports } = await ports.workshop.outline(module, systemPayer(state.realm));
  return imports
    .flatMap((specifier) => candidatesOf(state.slots.get(specifier)))
    .filter((one) => isUnchecked(one) && !except.has(one.at.path))
    .map((one) => one.at);
}
