import type { Host } from "@scriptyard/host-kit";
import { hookIn } from "@scriptyard/runner/script-files";
import { Command } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import type { ScriptFile } from "../folder/script-folder.ts";
import { installedHosts } from "../hosts/installed.ts";
import { asking, type Client, connect, serverOf } from "../server/client.ts";
import { type BothSides, type RemoteScript, readBothSides } from "../sync/both-sides.ts";
import { pushStep } from "../sync/plan.ts";
import { reportSync, type SyncLine } from "../sync/report.ts";
import { sha256, writeState } from "../sync/state.ts";
import { configOption } from "./host-option.ts";
import { dirOption, jsonOption, realmOption, serverOption } from "./options.ts";

type Options = {
  config?: string;
  dir: string;
  realm: string;
  server: string;
  publish?: boolean;
  note?: string;
  force?: boolean;
  json?: boolean;
};

const details = `
Saves the files as drafts; with --publish what differs from the live version is published, checked like in the console.
A draft that somebody changed since your last pull is a conflict and stays (exit code 1): pull, look, push again.
  scriptyard push
  scriptyard push login/terms --publish --note "Ask for the new terms"`;

/** `scriptyard push`: files as drafts of a realm, or published. */
export function push(env: Env): Command {
  return new Command("push")
    .description("Save script files as drafts on a server, and publish them with --publish.")
    .argument("[scripts...]", "scripts as module/name, or whole modules (default: all)")
    .addOption(dirOption(env.workFolder))
    .addOption(realmOption())
    .addOption(serverOption(env.serverUrl))
    .addOption(configOption(env))
    .option("--publish", "publish what was pushed")
    .option("--note <text>", "why, with --publish")
    .option("--force", "save over drafts that changed on the server")
    .addOption(jsonOption())
    .addHelpText("after", details)
    .action((scripts: string[], options: Options) => run(scripts, options, env));
}

async function run(scripts: string[], options: Options, env: Env): Promise<void> {
  if (options.publish && !options.note?.trim())
    throw new CommandError("--publish needs --note: why, in a few words. It stays with the version.");
  const hosts = await installedHosts(options);
  const server = serverOf({ server: options.server, token: env.token });
  const both = await readBothSides(server, { ...options, hosts });
  const chosen = (specifier: string) =>
    scripts.length === 0 || scripts.some((one) => specifier === one || specifier.startsWith(`${one}/`));
  const lines: SyncLine[] = both.problems.map(({ path, message }) => ({
    script: path,
    step: "refused",
    detail: message,
  }));
  const client = connect(server);
  // Libraries first: what is published after them is checked against, and pinned to, the new ones.
  const inOrder = both.scripts
    .filter(({ sides }) => chosen(sides.specifier))
    .sort((a, b) => Number(isLibrary(b.sides.specifier)) - Number(isLibrary(a.sides.specifier)));
  for (const one of inOrder)
    lines.push(
      await asking(server.url, one.sides.specifier, () => pushOne(client, { both, hosts, options }, one)),
    );
  await writeState(both.root, both.state);
  reportSync(lines, options.json);
}

const isLibrary = (specifier: string): boolean => specifier.startsWith("shared/");

async function pushOne(
  client: Client,
  { both: { state }, hosts, options }: { both: BothSides; hosts: readonly Host[]; options: Options },
  { sides, file, remote }: BothSides["scripts"][number],
): Promise<SyncLine> {
  const script = sides.specifier;
  const step = pushStep(sides);
  if (file === null || step === "changed-there" || (step === "conflict" && !options.force))
    return { script, step };
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
  state.scripts[script] = { sha256: sha256(file.source) };
  const done = step === "create" ? "created" : step === "same" ? "same" : "saved";
  if (!options.publish || remote?.liveSource === file.source) return { script, step: done };
  return publish(client, script, draft, options.note!);
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
  draft: { scriptId: RemoteScript["id"]; revision: number },
  note: string,
): Promise<SyncLine> {
  try {
    const { version } = await client.versions.publish.mutate({ ...draft, note });
    return { script, step: "published", detail: `v${version.number}` };
  } catch (error) {
    // Saved, but not live: the others go on, and the exit code says that something is left to do.
    return { script, step: "refused", detail: error instanceof Error ? error.message : String(error) };
  }
}
