import type { ImportDone, ImportPlan } from "@scriptyard/runner";
import { CommandError } from "../command-error.ts";
import { print, printJson, shown } from "../output/terminal.ts";
import { importInto, planFor, type Selection } from "../server/archives.ts";
import type { Server } from "../server/client.ts";
import { confirm } from "./confirm.ts";
import { printDone, printPlan } from "./report.ts";

export type MoveOptions = Selection & {
  overwrite?: string[];
  note?: string;
  yes?: boolean;
  dryRun?: boolean;
  json?: boolean;
};

/** Shows the plan, asks, and imports it. What stays in conflict makes the exit code 1, as a problem does. */
export async function importArchive(
  { server, realm, archive }: { server: Server; realm: string; archive: Uint8Array },
  options: MoveOptions,
): Promise<void> {
  const { only, except, overwrite, note, yes, dryRun, json } = options;
  const plan = await planFor(server, realm, archive, { only, except });
  if (!json) printPlan(plan);
  const writes = plan.rows.filter((row) => isWritten(row, overwrite));
  const wrong = writes.filter(({ problem }) => problem !== null);
  if (dryRun) {
    if (json) printJson({ plan });
    if (wrong.length > 0 || left(plan, overwrite).length > 0) process.exitCode = 1;
    return;
  }
  if (wrong.length > 0) {
    if (json) printJson({ plan, done: null });
    throw new CommandError(
      `Nothing was written: ${wrong.length === 1 ? `${wrong[0]!.key} does` : `${wrong.length} things do`} not fit. Mend it, or leave it out with --except.`,
    );
  }
  if (writes.length === 0) return end(plan, { written: [], left: left(plan, overwrite) }, json);
  if (!yes) await confirm(`Write ${writes.length} of these to ${realm} at ${server.url}?`);
  const asked = { only, except, overwrite, note, basedOn: plan.basedOn };
  end(plan, await importInto(server, realm, archive, asked), json);
}

function end(plan: ImportPlan, done: ImportDone, json: boolean | undefined): void {
  if (done.left.length > 0) process.exitCode = 1;
  if (json) printJson({ plan, done });
  else if (done.written.length === 0) print(shown`Nothing to write.`);
  if (!json) printDone(done);
}

const left = ({ rows }: ImportPlan, overwrite: readonly string[] | undefined): string[] =>
  rows.filter((row) => row.status === "conflicting" && !isWritten(row, overwrite)).map(({ key }) => key);

function isWritten({ key, status }: ImportPlan["rows"][number], overwrite: readonly string[] = []): boolean {
  if (status === "new" || status === "changed") return true;
  return status === "conflicting" && overwrite.some((name) => key === name || key.startsWith(`${name}/`));
}
