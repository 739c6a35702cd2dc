import type { Command } from "commander";
import type { Env } from "../env.ts";
import { paint, print, printJson, type Shown, shown } from "../output/terminal.ts";
import type { BothSides } from "../sync/both-sides.ts";
import { isEditedHere } from "../sync/plan.ts";
import { openSides, type SyncOptions, syncCommand } from "../sync/sync-command.ts";
import { rollbackWords } from "./push.ts";

/** Where one script stands, on both sides. */
type Standing = {
  script: string;
  /** Text here that people here wrote, and that is no version yet. */
  editedHere: boolean;
  /** The draft there is another one than this folder last saw. */
  changedThere: boolean;
  /** Number of the live version; null: none. */
  live: number | null;
  /** The draft there differs from what is live. */
  unpublished: boolean;
  /** Newer versions than the live one are there: who went back, and why. */
  rolledBack: { newest: number; by: string | null; note: string } | null;
  /** Number of the version that was live until it was retired; null: it was not. */
  retired: number | null;
};

const details = `
edited here    the file was changed since the last pull or publish
changed there  the draft on the server was changed since this folder last saw it
rolled back    an older version is live than the newest one; push --publish leaves it alone
retired        no version is live any more; push --publish leaves it alone`;

/** `scriptyard status`: where folder, drafts and live versions differ. */
export function status(env: Env): Command {
  return syncCommand("status", env)
    .description("Show which scripts were edited here, changed on the server, or rolled back.")
    .addHelpText("after", details)
    .action((options: SyncOptions) => run(options, env));
}

async function run(options: SyncOptions, env: Env): Promise<void> {
  const { both } = await openSides(options, env, { mayBeMissing: true });
  const standings = both.scripts.map((one) => standingOf(one, both));
  if (options.json) return printJson({ scripts: standings });
  const told = standings.map((one) => ({ one, words: wordsOf(one) })).filter(({ words }) => words.length > 0);
  const widest = Math.max(0, ...told.map(({ one }) => one.script.length));
  for (const { one, words } of told)
    print(
      shown`${paint("bold", one.script.padEnd(widest))}  ${words.reduce((line, word) => shown`${line} · ${word}`)}`,
    );
  print(paint("dim", `${standings.length - told.length} of ${standings.length} are live as they are here`));
}

function standingOf({ sides, file, remote }: BothSides["scripts"][number], { state }: BothSides): Standing {
  const isLive = file !== null && remote?.live?.source === file.source;
  return {
    script: sides.specifier,
    editedHere: file !== null && !isLive && isEditedHere(sides, state.scripts[sides.specifier]),
    changedThere: remote !== null && sides.remote !== sides.base && sides.remote !== sides.local,
    live: remote?.live?.number ?? null,
    unpublished: remote !== null && remote.live?.source !== remote.source,
    rolledBack: remote?.rolledBack ?? null,
    retired: remote?.retired ?? null,
  };
}

function wordsOf({ editedHere, changedThere, live, unpublished, rolledBack, retired }: Standing): Shown[] {
  return [
    editedHere && paint("green", "edited here"),
    changedThere && paint("yellow", "changed there"),
    rolledBack !== null && paint("red", `rolled back: v${live} is live, ${rollbackWords(rolledBack)}`),
    retired !== null && paint("red", `retired: v${retired} was live`),
    rolledBack === null &&
      retired === null &&
      unpublished &&
      !editedHere &&
      !changedThere &&
      shown`draft not published`,
  ].filter((word) => word !== false);
}
