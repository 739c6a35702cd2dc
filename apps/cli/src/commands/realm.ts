import type { RealmStanding } from "@scriptyard/api";
import { Command, Option } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import { paint, print, printJson, type Shown, shown, warn } from "../output/terminal.ts";
import { type Server, serverOf } from "../server/client.ts";
import { callRest } from "../server/rest.ts";
import { jsonOption, serverOption } from "./options.ts";
import { realmHosts } from "./realm-hosts.ts";
import { exportRealm, importRealm } from "./realm-moving.ts";

const details = `
Needs an API token with the scope realms, made by an admin; to export and import, with the scope move:
  export SCRIPTYARD_TOKEN=$(scriptyard token create --name realms --scope realms move)
  scriptyard realm create shop --title "Shop" --host identity --from defaults
  scriptyard realm create staging --title "Staging" --copy shop
  scriptyard realm export shop --to ./shop
  scriptyard realm import staging ./shop --dry-run
  scriptyard realm archive staging
  scriptyard realm delete staging --name staging`;

/** `scriptyard realm`: realms of a server as a whole. */
export function realm(env: Env): Command {
  const command = new Command("realm")
    .description(
      "Realms of a running server: list, create, rename, archive, restore, delete, hosts, export, import.",
    )
    .addHelpText("after", details);
  for (const one of [list(env), create(env), rename(env), archive(env), restore(env), remove(env)])
    command.addCommand(one.addOption(serverOption(env.serverUrl)).addOption(jsonOption()));
  for (const one of [realmHosts(env), exportRealm(env), importRealm(env)]) command.addCommand(one);
  return command;
}

type Common = { server: string; json?: boolean };

const serverFor = (env: Env, { server }: Common): Server =>
  serverOf({ server, token: env.token }, "--scope realms");
const pathOf = (name: string, rest = "") => `/realms/${encodeURIComponent(name)}${rest}`;

function list(env: Env): Command {
  return new Command("list").description("All of them, with their state.").action(async (options: Common) => {
    const { realms } = await callRest<{ realms: RealmStanding[] }>(
      serverFor(env, options),
      "The realms could not be read",
      { method: "GET", path: "/realms" },
    );
    if (options.json) return printJson({ realms });
    for (const one of realms) {
      print(shown`${paint("bold", one.name)}  ${one.title}  ${stateOf(one)}`);
      const last = one.lastActivityAt === null ? "nothing yet" : `last ${iso(one.lastActivityAt)}`;
      print(paint("dim", `  ${one.hostId}, ${one.scripts} scripts, ${last}`));
    }
  });
}

type CreateOptions = Common & { title?: string; host?: string; from?: "empty" | "defaults"; copy?: string };

function create(env: Env): Command {
  return new Command("create")
    .description("Make a realm of a host, or as a copy of another one.")
    .argument("<name>", "its name: lower-case letters, digits, dashes")
    .option("--title <title>", "what it is called (default: its name)")
    .option("--host <id>", "host whose scripts it runs")
    .addOption(
      new Option("--from <what>", "what it begins with: nothing of its own, or the host's scripts and flows")
        .choices(["empty", "defaults"])
        .conflicts("copy"),
    )
    .option("--copy <realm>", "realm to copy: scripts, samples, flows, settings; never secrets")
    .action(async (name: string, options: CreateOptions) => {
      const { title = name, host, from, copy } = options;
      if (host === undefined && copy === undefined)
        throw new CommandError("Say what it is made of: --host, or --copy with another realm.");
      const origin = copy === undefined ? { kind: from ?? "empty" } : { kind: "copy", realm: copy };
      const body = { name, title, ...(host === undefined ? {} : { hostId: host }), from: origin };
      const made = await callRest<Answer>(serverFor(env, options), "The realm was not made", {
        method: "POST",
        path: "/realms",
        body,
      });
      say(options, made, shown`${paint("green", "made")} ${made.name}`);
    });
}

function rename(env: Env): Command {
  return new Command("rename")
    .description("Give a realm another title; its name stays.")
    .argument("<realm>", "its name")
    .argument("<title>", "its new title")
    .action(async (name: string, title: string, options: Common) => {
      const answer = await callRest<Answer>(serverFor(env, options), "The realm was not renamed", {
        method: "PATCH",
        path: pathOf(name),
        body: { title },
      });
      say(options, answer, shown`${paint("green", "renamed")} ${answer.name}: ${answer.title}`);
    });
}

function archive(env: Env): Command {
  return new Command("archive")
    .description("Close a realm: it can be read, and nothing runs in it.")
    .argument("<realm>", "its name")
    .action(async (name: string, options: Common) => {
      const answer = await callRest<Answer>(serverFor(env, options), "The realm was not archived", {
        method: "POST",
        path: pathOf(name, "/archive"),
      });
      say(options, answer, shown`${paint("green", "archived")} ${answer.name}`);
    });
}

function restore(env: Env): Command {
  return new Command("restore")
    .description("Open a realm that was archived, or deleted less than seven days ago.")
    .argument("<realm>", "its name")
    .action(async (name: string, options: Common) => {
      const answer = await callRest<Answer>(serverFor(env, options), "The realm was not taken back", {
        method: "POST",
        path: pathOf(name, "/restore"),
      });
      say(options, answer, shown`${paint("green", "open")} ${answer.name}`);
    });
}

function remove(env: Env): Command {
  return new Command("delete")
    .description("Close a realm at once, and remove it with all it has in seven days.")
    .argument("<realm>", "its name")
    .requiredOption("--name <realm>", "its name once more, so that no slip deletes one")
    .action(async (name: string, options: Common & { name: string }) => {
      const query = new URLSearchParams({ name: options.name }).toString();
      const answer = await callRest<Answer>(serverFor(env, options), "The realm was not deleted", {
        method: "DELETE",
        path: `${pathOf(name)}?${query}`,
      });
      say(options, answer, shown`${paint("yellow", "deleted")} ${answer.name}`);
      if (answer.removedAt !== null)
        warn(
          shown`\`scriptyard realm restore ${answer.name}\` takes it back until ${iso(answer.removedAt)}.`,
        );
    });
}

type Answer = Omit<RealmStanding, "scripts" | "lastActivityAt">;

function say({ json }: Common, answer: Answer, line: Shown): void {
  if (json) printJson(answer);
  else print(line);
}

function stateOf({ state, removedAt }: RealmStanding): Shown {
  if (state === "open") return paint("green", "open");
  return paint("yellow", removedAt === null ? state : `${state}, goes ${iso(removedAt)}`);
}

const iso = (at: number) => new Date(at).toISOString();
