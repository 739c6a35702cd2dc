import { Command, Option } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import { importArchive, type MoveOptions } from "../moving/import-archive.ts";
import { importOptions } from "../moving/options.ts";
import { exportFrom } from "../server/archives.ts";
import { serverOf } from "../server/client.ts";
import { serverUrl } from "./options.ts";

type Options = MoveOptions & { from: string; to: string; realm: string; toRealm?: string };

const details = `
Exports the realm there and imports it here: shows the plan, asks, and writes all of it in one transaction. What is live there is
checked against the host here, and published with a note that says where it came from.
Each server takes a token with the scope move: SCRIPTYARD_FROM_TOKEN of the one, SCRIPTYARD_TOKEN of the other.
  scriptyard promote --from https://staging.example.com --to https://scripts.example.com --realm shop --dry-run
  scriptyard promote --from https://staging.example.com --to https://scripts.example.com --realm shop --except settings --yes`;

/** `scriptyard promote`: what is live on one server, live on another. */
export function promote(env: Env): Command {
  const command = new Command("promote")
    .description("Bring a realm from one server to another, by a plan.")
    .addOption(new Option("--from <url>", "server that has it").argParser(serverUrl).makeOptionMandatory())
    .addOption(new Option("--to <url>", "server that gets it").argParser(serverUrl).makeOptionMandatory())
    .requiredOption("--realm <realm>", "realm on both")
    .option("--to-realm <realm>", "realm on the server that gets it, where it is called otherwise");
  return importOptions(command)
    .addHelpText("after", details)
    .action((options: Options) => run(options, env));
}

async function run(options: Options, env: Env): Promise<void> {
  const { from, to, realm, toRealm = realm, only, except } = options;
  if (from === to && realm === toRealm)
    throw new CommandError("--from and --to are the same realm of the same server. Name two, or --to-realm.");
  // One server's token is no secret of the other's: it is never sent there unasked.
  const token = from === to ? (env.fromToken ?? env.token) : env.fromToken;
  if (token === null)
    throw new CommandError(
      `Set SCRIPTYARD_FROM_TOKEN to a token of ${from} with the scope move. Make one with \`scriptyard token create --name promote --scope move\`, or in the console under Settings.`,
    );
  const source = serverOf({ server: from, token }, "--scope move");
  const target = serverOf({ server: to, token: env.token }, "--scope move");
  const archive = await exportFrom(source, realm, { only, except });
  const why = options.note === undefined ? "" : `: ${options.note}`;
  const note = `Promoted from ${realm} at ${from}${why}`;
  await importArchive({ server: target, realm: toRealm, archive }, { ...options, note });
}
