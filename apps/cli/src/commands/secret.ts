import type { Secret, SecretPlace } from "@scriptyard/model";
import { Command, Option } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import { paint, print, printJson, shown } from "../output/terminal.ts";
import { readValue } from "../secrets/read-value.ts";
import { type Server, serverOf } from "../server/client.ts";
import { callRest } from "../server/rest.ts";
import { jsonOption, realmOption, serverOption } from "./options.ts";

const details = `
Needs an API token with the scope secrets, made by an admin. Values come from standard input; nothing shows one again.
  export SCRIPTYARD_TOKEN=$(scriptyard token create --name secrets --scope secrets)
  scriptyard secret set stripe < stripe-key.txt
  scriptyard secret set stripe --script shop/pay < test-key.txt
  scriptyard secret list
  scriptyard secret remove stripe`;

type Common = { realm: string; server: string; json?: boolean };
type Place = Common & { script?: string };
type Listed = { items: Secret[]; missing: { name: string; usedBy: string[] }[] };

/** `scriptyard secret`: what scripts of a realm use and nobody reads. */
export function secret(env: Env): Command {
  const command = new Command("secret")
    .description("Secrets of a realm on a server: list, set, remove. Nothing reads one.")
    .addHelpText("after", details);
  for (const make of [list, set, remove])
    command.addCommand(
      make(env).addOption(realmOption()).addOption(serverOption(env.serverUrl)).addOption(jsonOption()),
    );
  return command;
}

const serverFor = (env: Env, { server }: Common): Server =>
  serverOf({ server, token: env.token }, "--scope secrets");
const pathOf = ({ realm }: Common, rest = "") => `/realms/${encodeURIComponent(realm)}/secrets${rest}`;
const scriptOption = () => new Option("--script <module/name>", "of this script alone, not of the realm");

function list(env: Env): Command {
  return new Command("list")
    .description("All of them, with who uses them.")
    .action(async (options: Common) => {
      const found = await callRest<Listed>(serverFor(env, options), "The secrets could not be read", {
        method: "GET",
        path: pathOf(options),
      });
      if (options.json) return printJson(found);
      for (const one of found.items) {
        const used =
          one.lastUsedAt === null ? "never used" : `used ${new Date(one.lastUsedAt).toISOString()}`;
        print(
          shown`${paint("bold", one.name)}  v${one.version}  ${one.script ?? "every script"}  ${paint("dim", used)}`,
        );
        if (one.usedBy.length > 0) print(paint("dim", `  named by ${one.usedBy.join(", ")}`));
      }
      for (const { name, usedBy } of found.missing)
        print(shown`${paint("yellow", "missing")} ${name}  ${paint("dim", `named by ${usedBy.join(", ")}`)}`);
    });
}

function set(env: Env): Command {
  return new Command("set")
    .description("Set a secret, or its next version. The value comes from standard input.")
    .argument("<name>", "as scripts name it")
    .addOption(scriptOption())
    .action(async (name: string, options: Place) => {
      const server = serverFor(env, options);
      const value = await readValue(name);
      const body = { name, value, ...(options.script !== undefined && { script: options.script }) };
      const done = await callRest<SecretPlace & { version: number }>(
        server,
        `The secret "${name}" was not set`,
        { method: "POST", path: pathOf(options), body },
      );
      if (options.json) return printJson(done);
      print(shown`${done.name} has version ${done.version}: runs that begin from now on use it`);
    });
}

function remove(env: Env): Command {
  return new Command("remove")
    .description("Remove a secret with all of its versions.")
    .argument("<name>", "its name")
    .addOption(scriptOption())
    .option("--over", "also while live scripts name it: their runs fail")
    .action(async (name: string, options: Place & { over?: boolean }) => {
      if (name === "") throw new CommandError("Say which secret: its name is empty.");
      const query = new URLSearchParams();
      if (options.script !== undefined) query.set("script", options.script);
      if (options.over) query.set("over", "true");
      const rest = `/${encodeURIComponent(name)}${query.size > 0 ? `?${query.toString()}` : ""}`;
      const done = await callRest<{ removed: true }>(
        serverFor(env, options),
        `The secret "${name}" was not removed`,
        { method: "DELETE", path: pathOf(options, rest) },
      );
      if (options.json) return printJson(done);
      print(shown`${name} is removed`);
    });
}
