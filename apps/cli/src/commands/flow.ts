import { trafficWindows } from "@scriptyard/model";
import { Command, Option } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import { changeLine } from "../flows/change-words.ts";
import { flowsOf, type Published } from "../flows/remote.ts";
import { pullFlows, pushFlows } from "../flows/sync.ts";
import { paint, print, printJson, shown } from "../output/terminal.ts";
import { serverOf } from "../server/client.ts";
import { reportSync } from "../sync/report.ts";
import { jsonOption, noteOption, realmOption, requireNote, serverOption, wholeNumber } from "./options.ts";

const details = `
Needs an API token with the role author (to look, operator). A flow is a file <name>.json: its title and the graph that is drawn.
Its nodes' scripts are files of their own, see scriptyard pull and push.
  scriptyard flow pull
  scriptyard flow push login --publish --note "Ask for the terms first"
  scriptyard flow diff login --from 3 --to live
  scriptyard flow rollback login 3 --note "Too many were asked"`;

type Common = { realm: string; server: string; json?: boolean };
type Synced = Common & { dir: string; force?: boolean; publish?: boolean; note?: string };

/** `scriptyard flow`: graphs of flows on a server. */
export function flow(env: Env): Command {
  const command = new Command("flow")
    .description("Flows of a realm: list, pull, push, publish, rollback, diff, restore, traffic.")
    .addHelpText("after", details);
  const subcommands = [list, pull, push, publish, rollback, diff, restore, traffic];
  for (const make of subcommands)
    command.addCommand(
      make(env).addOption(realmOption()).addOption(serverOption(env.serverUrl)).addOption(jsonOption()),
    );
  return command;
}

const remoteOf = (env: Env, { server, realm }: Common) =>
  flowsOf(serverOf({ server, token: env.token }), realm);

function list(env: Env): Command {
  return new Command("list")
    .description("All of them, and those that were deleted lately.")
    .action(async (options: Common) => {
      const found = await remoteOf(env, options).list();
      if (options.json) return printJson(found);
      for (const { name, title, liveVersion, nodes, changes } of found.flows) {
        const live = nodes === 0 ? "never published" : liveVersion === null ? "live" : `live v${liveVersion}`;
        const drawn = changes === 0 ? "" : `, ${changes === 1 ? "1 change" : `${changes} changes`} drawn`;
        print(shown`${paint("bold", name)}  ${title}  ${paint("dim", `${live}, ${nodes} nodes${drawn}`)}`);
      }
      for (const { id, name, title, goesAt } of found.deleted)
        print(
          shown`${paint("yellow", "deleted")} ${name}  ${title}  ${paint("dim", `${id}, goes ${new Date(goesAt).toISOString()}`)}`,
        );
    });
}

const dirOption = () =>
  new Option("--dir <folder>", "folder of flow files: <name>.json").default("./flows", "./flows");

function pull(env: Env): Command {
  return new Command("pull")
    .description("Write what is drawn as files, without losing what was changed here.")
    .argument("[flows...]", "their names (default: all)")
    .addOption(dirOption())
    .option("--force", "write conflicts too; your file is kept as <file>.mine")
    .action(async (flows: string[], options: Synced) => {
      const lines = await pullFlows(remoteOf(env, options), options, {
        flows,
        force: options.force === true,
      });
      reportSync(lines, options.json);
    });
}

function push(env: Env): Command {
  return new Command("push")
    .description("Save files as what is drawn, and publish it with --publish.")
    .argument("[flows...]", "their names (default: all)")
    .addOption(dirOption())
    .option("--force", "save over what changed on the server")
    .option("--publish", "publish what was pushed")
    .option("--note <text>", "why, with --publish")
    .action(async (flows: string[], options: Synced) => {
      const note = options.publish ? requireNote(options) : null;
      const how = { flows, force: options.force === true, note };
      reportSync(await pushFlows(remoteOf(env, options), options, how), options.json);
    });
}

function publish(env: Env): Command {
  return new Command("publish")
    .description("Make what is drawn live, as the next version.")
    .argument("<flow>", "its name")
    .addOption(noteOption())
    .action(async (name: string, options: Common & { note?: string }) => {
      const note = requireNote(options);
      const remote = remoteOf(env, options);
      const { draftRevision, changes } = await remote.get(name);
      if (changes === 0)
        throw new CommandError(`What is drawn of the flow "${name}" is live already. Change it first.`);
      say(options, name, await remote.publish(name, draftRevision, note));
    });
}

function rollback(env: Env): Command {
  return new Command("rollback")
    .description("Make an earlier version live again.")
    .argument("<flow>", "its name")
    .argument("<version>", "number of the version", wholeNumber(1, 999_999_999))
    .addOption(noteOption())
    .action(async (name: string, version: number, options: Common & { note?: string }) =>
      say(options, name, await remoteOf(env, options).rollback(name, version, requireNote(options))),
    );
}

function diff(env: Env): Command {
  return new Command("diff")
    .description("Show what differs between two graphs of a flow. Exit code 1 when something does.")
    .argument("<flow>", "its name")
    .option("--from <which>", "live, draft, or the number of a version", "live")
    .option("--to <which>", "live, draft, or the number of a version", "draft")
    .action(async (name: string, { from, to, ...options }: Common & { from: string; to: string }) => {
      const { changes } = await remoteOf(env, options).diff(name, { from, to });
      if (changes.length > 0) process.exitCode = 1;
      if (options.json) return printJson({ flow: name, from, to, changes });
      for (const change of changes) print(changeLine(change));
      if (changes.length === 0) print(paint("dim", `${from} and ${to} are the same`));
    });
}

function restore(env: Env): Command {
  return new Command("restore")
    .description("Take the deletion of a flow back, within seven days.")
    .argument("<flow>", "its name, or its id where several had it")
    .action(async (name: string, options: Common) => {
      const restored = await remoteOf(env, options).restore(name);
      if (options.json) return printJson(restored);
      print(shown`${paint("green", "restored")} ${restored.name}: ${restored.title}`);
    });
}

function traffic(env: Env): Command {
  return new Command("traffic")
    .description("How often nodes ran and edges were taken; what is only tried does not count.")
    .argument("<flow>", "its name")
    .addOption(
      new Option("--window <window>", "how far back").choices(Object.keys(trafficWindows)).default("24h"),
    )
    .action(async (name: string, options: Common & { window: string }) => {
      const found = await remoteOf(env, options).traffic(name, options.window);
      if (options.json) return printJson(found);
      for (const { node, runs, failed } of found.nodes)
        print(shown`${String(runs).padStart(9)}  ${node}${failed === 0 ? "" : `, ${failed} failed`}`);
      for (const { from, to, outcome, walks } of found.edges)
        print(shown`${String(walks).padStart(9)}  ${from}${outcome === null ? "" : ` [${outcome}]`} → ${to}`);
      if (found.nodes.length === 0) print(paint("dim", "nobody walked it"));
    });
}

function say({ json }: Common, name: string, published: Published): void {
  if (json) printJson({ flow: name, ...published });
  else print(shown`${paint("green", "live")} ${name} v${published.version}`);
  if (json) return;
  for (const { message, remedy } of published.findings)
    print(shown`${paint("yellow", "warning")} ${message} ${remedy}`);
}
