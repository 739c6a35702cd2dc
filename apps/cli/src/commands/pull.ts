import { mkdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { languageById } from "@scriptyard/languages";
import type { Command } from "commander";
import type { Env } from "../env.ts";
import { warnWhenLive } from "../folder/live-folder.ts";
import { writeWhole } from "../output/write-whole.ts";
import type { BothSides } from "../sync/both-sides.ts";
import { isEditedHere, pullStep } from "../sync/plan.ts";
import { reportSync, type SyncLine } from "../sync/report.ts";
import { agreed, writeState } from "../sync/state.ts";
import { openSides, type SyncOptions, syncCommand } from "../sync/sync-command.ts";

type Options = SyncOptions & { force?: boolean };

const details = `
Files you changed since the last pull or push stay; a script changed on both sides is a conflict and stays too (exit code 1).
With --force the server's text is written, and yours is kept beside it as <file>.mine.`;

/** `scriptyard pull`: a realm's drafts as files. */
export function pull(env: Env): Command {
  return syncCommand("pull", env)
    .description("Write the drafts of a realm as files, without losing what was changed here.")
    .option("--force", "write conflicts too; your text is kept as <file>.mine")
    .addHelpText("after", details)
    .action((options: Options) => run(options, env));
}

async function run(options: Options, env: Env): Promise<void> {
  const { both } = await openSides(options, env, { mayBeMissing: true });
  const lines: SyncLine[] = both.problems.map(({ path, message }) => ({
    script: path,
    step: "refused",
    detail: message,
  }));
  await mkdir(both.root, { recursive: true });
  for (const one of both.scripts) lines.push(await pullOne(both, one, options.force === true));
  await writeState(both.root, both.state);
  warnWhenLive(both.root, env.liveFolder);
  reportSync(lines, options.json);
}

async function pullOne(
  { root, state }: BothSides,
  { sides, file, remote }: BothSides["scripts"][number],
  force: boolean,
): Promise<SyncLine> {
  const script = sides.specifier;
  const step = pullStep(sides);
  if (remote === null || step === "changed-here" || (step === "conflict" && !force)) return { script, step };
  // The same text on both sides says nothing new about who wrote it.
  const edited = step === "same" && isEditedHere(sides, state.scripts[script]) && sides.base !== null;
  state.scripts[script] = agreed(remote.source, edited);
  if (step === "same") return { script, step };
  const path = join(root, file?.path ?? `${script}.${languageById(remote.language).extensions[0]}`);
  await mkdir(dirname(path), { recursive: true });
  if (step === "conflict") await rename(path, `${path}.mine`);
  await writeWhole(path, remote.source);
  return step === "conflict"
    ? { script, step: "written", detail: `yours is in ${file?.path}.mine` }
    : { script, step: "written" };
}
