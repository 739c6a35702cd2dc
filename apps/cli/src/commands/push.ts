import type { Host } from "@scriptyard/host-kit";
import { hookIn } from "@scriptyard/runner/script-files";
import type { Command } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import type { ScriptFile } from "../folder/script-folder.ts";
import { confirm } from "../moving/confirm.ts";
import { print, shown } from "../output/terminal.ts";
import { asking, type Client, connect } from "../server/client.ts";
import type { BothSides, RemoteScript } from "../sync/both-sides.ts";
import { isEditedHere, type PublishStep, type PushStep, publishStep, pushStep } from "../sync/plan.ts";
import { reportSync, type SyncLine } from "../sync/report.ts";
import { agreed, writeState } from "../sync/state.ts";
import { openSides, type SyncOptions, syncCommand } from "../sync/sync-command.ts";

type Options = SyncOptions & {
  publish?: boolean;
  note?: string;
  yes?: boolean;
  unedited?: boolean;
  overRollback?: boolean;
  retired?: boolean;
  force?: boolean;
};

const details = `
Saves the files as drafts. A draft that somebody changed since your last pull is a conflict and stays (exit code 1): pull, look,
push again. With --publish, what was edited here and differs from the live version is published, checked like in the console: it is
named first, and asked for. A draft that was only pulled stays a draft, and what somebody rolled back or retired is not brought back unasked.
  scriptyard status
  scriptyard push
  scriptyard push login/terms --publish --note "Ask for the new terms"`;

/** `scriptyard push`: files as drafts of a realm, or published. */
export function push(env: Env): Command {
  return syncCommand("push", env)
    .description("Save script files as drafts on a server, and publish them with --publish.")
    .argument("[scripts...]", "scripts as module/name, or whole modules (default: all)")
    .option("--publish", "publish what was edited here")
    .option("--note <text>", "why, with --publish")
    .option("-y, --yes", "publish without asking")
    .option("--unedited", "with --publish: also drafts that were not edited here")
    .option("--over-rollback", "with --publish: also where a newer version was rolled back")
    .option("--retired", "with --publish: also scripts that were retired")
    .option("--force", "save over drafts that changed on the server")
    .addHelpText("after", details)
    .action((scripts: string[], options: Options) => run(scripts, options, env));
}

/** What is done with one script; `publish` is null where it is only saved. */
type Decided = {
  one: BothSides["scripts"][number];
  step: PushStep;
  moves: boolean;
  edited: boolean;
  /** The file is what runs there. */
  isLive: boolean;
  publish: PublishStep | null;
};

async function run(scripts: string[], options: Options, env: Env): Promise<void> {
  if (options.publish && !options.note?.trim())
    throw new CommandError("--publish needs --note: why, in a few words. It stays with the version.");
  const { hosts, server, both } = await openSides(options, env);
  const chosen = (specifier: string) =>
    scripts.length === 0 || scripts.some((one) => specifier === one || specifier.startsWith(`${one}/`));
  const lines: SyncLine[] = both.problems.map(({ path, message }) => ({
    script: path,
    step: "refused",
    detail: message,
  }));
  // Libraries first: what is published after them is checked against, and pinned to, the new ones.
  const decided = both.scripts
    .filter(({ sides }) => chosen(sides.specifier))
    .sort((a, b) => Number(isLibrary(b.sides.specifier)) - Number(isLibrary(a.sides.specifier)))
    .map((one) => decide(one, both, options));
  await askToPublish(decided, options);
  const client = connect(server);
  try {
    for (const one of decided)
      lines.push(
        await asking(server.url, one.one.sides.specifier, () =>
          pushOne(client, { both, hosts, options }, one),
        ),
      );
  } finally {
    // What was saved before something broke is known the next time.
    await writeState(both.root, both.state);
  }
  reportSync(lines, options.json);
}

const isLibrary = (specifier: string): boolean => specifier.startsWith("shared/");

function decide(one: Decided["one"], { state }: BothSides, options: Options): Decided {
  const { sides, file, remote } = one;
  const step = pushStep(sides);
  const edited = isEditedHere(sides, state.scripts[sides.specifier]);
  const moves = file !== null && step !== "changed-there" && (step !== "conflict" || options.force === true);
  const isLive = file !== null && remote?.live?.source === file.source;
  const standing = {
    isLive,
    edited,
    rolledBack: remote !== null && remote.rolledBack !== null,
    retired: remote !== null && remote.retired !== null,
  };
  const allowed = {
    unedited: options.unedited === true,
    overRollback: options.overRollback === true,
    retired: options.retired === true,
  };
  return {
    one,
    step,
    moves,
    edited,
    isLive,
    publish: options.publish && moves ? publishStep(standing, allowed) : null,
  };
}

/** Names what would go live, and asks. @throws CommandError where nobody says yes; nothing was written then */
async function askToPublish(decided: readonly Decided[], options: Options): Promise<void> {
  const published = decided.filter(({ publish }) => publish === "publish");
  if (published.length === 0 || options.yes) return;
  if (!options.json)
    for (const { one } of published)
      print(shown`publish       ${one.sides.specifier}  ${liveWords(one.remote)}`);
  await confirm(
    `Publish ${published.length === 1 ? "it" : `these ${published.length}`} in ${options.realm}?`,
    "`scriptyard status`",
  );
}

function liveWords(remote: RemoteScript | null): string {
  if (!remote?.live) return "nothing of it is live";
  return `v${remote.live.number} is live${remote.rolledBack ? `, ${rollbackWords(remote.rolledBack)}` : ""}`;
}

/** Who went back from which version, and why. */
export const rollbackWords = ({ newest, by, note }: NonNullable<RemoteScript["rolledBack"]>): string =>
  `v${newest} was rolled back by ${by ?? "somebody"}: “${note}”`;

async function pushOne(
  client: Client,
  { both: { state }, hosts, options }: { both: BothSides; hosts: readonly Host[]; options: Options },
  { one: { sides, file, remote }, step, moves, edited, isLive, publish: publishing }: Decided,
): Promise<SyncLine> {
  const script = sides.specifier;
  if (file === null || !moves) return { script, step };
  let draft: { scriptId: RemoteScript["id"]; revision: number };
  if (remote === null) {
    const host = await hostOf(client, options.realm, hosts);
    const found = hookIn(host, file, file.source);
    if ("problem" in found) return { script, step: "refused", detail: found.problem };
    draft = await create(client, options.realm, file, found.hook);
  } else if (step === "same") draft = { scriptId: remote.id, revision: remote.revision };
  else {
    const answer = await client.drafts.save.mutate({
      scriptId: remote.id,
      source: file.source,
      baseRevision: remote.revision,
    });
    if (!answer.ok) return { script, step: "conflict", detail: "somebody saved just now" };
    draft = { scriptId: remote.id, revision: answer.draft.revision };
  }
  state.scripts[script] = agreed(file.source, edited && !isLive);
  const done = step === "create" ? "created" : step === "same" ? "same" : "saved";
  if (publishing === "not-edited")
    return { script, step: publishing, detail: "not edited here since the pull; --unedited publishes it" };
  if (publishing === "rolled-back" && remote?.rolledBack)
    return {
      script,
      step: publishing,
      detail: `${rollbackWords(remote.rolledBack)}; --over-rollback publishes`,
    };
  if (publishing === "retired")
    return { script, step: publishing, detail: `v${remote?.retired} was retired; --retired publishes` };
  if (publishing !== "publish") return { script, step: done };
  const line = await publish(client, script, {
    ...draft,
    note: options.note!,
    live: remote?.live?.number ?? null,
  });
  if (line.step === "published") state.scripts[script] = agreed(file.source, false);
  return line;
}

async function hostOf(client: Client, realm: string, hosts: readonly Host[]): Promise<Host> {
  const found = (await client.realms.list.query()).find((one) => one.name === realm);
  return hosts.find((one) => one.id === found?.hostId) ?? hosts[0]!;
}

async function create(client: Client, realm: string, file: ScriptFile, hook: string | null) {
  const { script, draft } = await client.scripts.create.mutate({
    realm,
    module: file.module,
    name: file.name,
    hook,
    language: file.language,
    source: file.source,
  });
  return { scriptId: script.id, revision: draft.revision };
}

async function publish(
  client: Client,
  script: string,
  asked: { scriptId: RemoteScript["id"]; revision: number; live: number | null; note: string },
): Promise<SyncLine> {
  try {
    const { version } = await client.versions.publish.mutate(asked);
    return { script, step: "published", detail: `v${version.number}` };
  } catch (error) {
    // Saved, but not live: the others go on, and the exit code says that something is left to do.
    return { script, step: "refused", detail: error instanceof Error ? error.message : String(error) };
  }
}
