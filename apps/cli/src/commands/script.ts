import { Command } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import { confirm } from "../moving/confirm.ts";
import { paint, print, printJson, shown } from "../output/terminal.ts";
import { asking, type Client, connect, serverOf } from "../server/client.ts";
import { jsonOption, noteOption, realmOption, requireNote, serverOption, wholeNumber } from "./options.ts";

type Common = { realm: string; server: string; json?: boolean };
type Noted = Common & { note?: string };
type Confirmed = { yes?: boolean };

const details = `
Needs an API token with the role author. A script is named as module/name, or by its id.
  scriptyard script retire billing/old-check --note "The partner closed the endpoint"
  scriptyard script rollback login/risk-check 3 --note "v4 asks everybody for a code"`;

/** `scriptyard script`: what is live of a script, and whether it stays. */
export function script(env: Env): Command {
  const command = new Command("script")
    .description("What is live of a script: rollback, retire, delete.")
    .addHelpText("after", details);
  for (const make of [rollback, retire, remove])
    command.addCommand(
      make(env).addOption(realmOption()).addOption(serverOption(env.serverUrl)).addOption(jsonOption()),
    );
  return command;
}

function rollback(env: Env): Command {
  return new Command("rollback")
    .description("Make an earlier version live again; of a retired script too.")
    .argument("<script>", "module/name, or its id")
    .argument("<version>", "number of the version", wholeNumber(1, 999_999_999))
    .addOption(noteOption())
    .action(async (name: string, toVersion: number, options: Noted) => {
      const note = requireNote(options);
      const { client, ask, found } = await find(env, options, name);
      const scriptId = found.id;
      const event = await ask(`${found.specifier} was not rolled back`, () =>
        client.versions.rollback.mutate({ scriptId, toVersion, note }),
      );
      if (options.json) return printJson({ script: found.specifier, ...event });
      print(shown`${paint("green", "live")} ${found.specifier} v${event.version}`);
    });
}

function retire(env: Env): Command {
  return new Command("retire")
    .description("Take away what is live: its versions stay, and a rollback makes one live again.")
    .argument("<script>", "module/name, or its id")
    .addOption(noteOption())
    .option("--live <version>", "only if this version is live", wholeNumber(1, 999_999_999))
    .option("--anyway", "although others use it, and fail by it")
    .option("-y, --yes", "without asking")
    .action(async (name: string, options: Noted & Confirmed & { anyway?: boolean; live?: number }) => {
      const note = requireNote(options);
      const { client, ask, found } = await find(env, options, name);
      const live = options.live ?? found.liveVersion;
      if (live === null) throw new CommandError(`No version of ${found.specifier} is live.`);
      if (!options.yes)
        await confirm(`Retire v${live} of ${found.specifier} in ${options.realm}?`, "`scriptyard status`");
      const done = await ask(`${found.specifier} was not retired`, () =>
        client.versions.retire.mutate({ scriptId: found.id, live, note, anyway: options.anyway === true }),
      );
      if (options.json) return printJson({ script: found.specifier, ...done });
      const after =
        done.standsIn === null ? "nothing of it is live" : `the ${done.standsIn} runs in its place`;
      print(shown`${paint("yellow", "retired")} ${found.specifier} v${done.event.version}, ${after}`);
    });
}

function remove(env: Env): Command {
  return new Command("delete")
    .description(
      "Delete a script that nothing uses and that was never published. Retired ones: in the console, by admins.",
    )
    .argument("<script>", "module/name, or its id")
    .option("-y, --yes", "without asking")
    .action(async (name: string, options: Common & Confirmed) => {
      const { client, ask, found } = await find(env, options, name);
      if (!options.yes)
        await confirm(
          `Delete ${found.specifier} with its draft and samples in ${options.realm}?`,
          "`scriptyard status`",
        );
      await ask(`${found.specifier} was not deleted`, () =>
        client.scripts.remove.mutate({ scriptId: found.id }),
      );
      if (options.json) return printJson({ script: found.specifier, deleted: true });
      print(shown`${paint("yellow", "deleted")} ${found.specifier}`);
    });
}

type Found = { id: `scr_${string}`; specifier: string; liveVersion: number | null };

/** A script of the realm by its name or id. @throws CommandError where there is none */
async function find(
  env: Env,
  { server: at, realm }: Common,
  name: string,
): Promise<{ client: Client; ask: <T>(what: string, work: () => Promise<T>) => Promise<T>; found: Found }> {
  const server = serverOf({ server: at, token: env.token });
  const client = connect(server);
  const ask = <T>(what: string, work: () => Promise<T>) => asking(server.url, what, work);
  const [module = "", ofModule = "", ...more] = name.split("/");
  const isId = /^scr_[0-9a-z]+$/i.test(name);
  if (!isId && (ofModule === "" || more.length > 0))
    throw new CommandError(`${name}: name a script as module/name, e.g. login/risk-check, or by its id.`);
  const wanted = isId ? { ids: [name as `scr_${string}`] } : { names: [{ module, name: ofModule }] };
  const { items } = await ask(`${name} could not be read`, () =>
    client.scripts.named.query({ realm, ...wanted }),
  );
  const item = items[0];
  if (item === undefined) throw new CommandError(`There is no script ${name} in the realm "${realm}".`);
  const specifier = `${item.module}/${item.name}`;
  return { client, ask, found: { id: item.id, specifier, liveVersion: item.liveVersion } };
}
