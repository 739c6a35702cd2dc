import { watch as watchFolder } from "node:fs/promises";
import { resolve } from "node:path";
import type { Host } from "@scriptyard/host-kit";
import type { Diagnostic } from "@scriptyard/model";
import { Command } from "commander";
import type { Env } from "../env.ts";
import { installedHosts } from "../hosts/installed.ts";
import { diagnosticLine } from "../output/diagnostics.ts";
import { paint, print, shown, warn } from "../output/terminal.ts";
import { asking, type Client, connect, type Server, serverOf } from "../server/client.ts";
import { readBothSides } from "../sync/both-sides.ts";
import { pushStep } from "../sync/plan.ts";
import { agreed, writeState } from "../sync/state.ts";
import { configOption } from "./host-option.ts";
import { dirOption, realmOption, serverOption } from "./options.ts";

type Options = { dir: string; realm: string; server: string; config?: string };

/** Editors write in several steps; this long after the last of them a file is taken as whole. */
const settledMs = 120;

/** `scriptyard watch`: saves files as drafts as they change, and says what the server's check finds. */
export function watch(env: Env): Command {
  return new Command("watch")
    .description(
      "Save files as drafts whenever they change, with what the server's check finds. Ends with Ctrl+C.",
    )
    .addOption(dirOption(env.workFolder))
    .addOption(realmOption())
    .addOption(serverOption(env.serverUrl))
    .addOption(configOption(env))
    .action((options: Options) => run(options, serverOf({ server: options.server, token: env.token })));
}

async function run(options: Options, server: Server): Promise<void> {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  const root = resolve(options.dir);
  const client = connect(server);
  const given = { ...options, hosts: await installedHosts(options) };
  await saveChanged(client, server, given);
  print(paint("dim", `Watching ${root} for the realm ${options.realm}; Ctrl+C ends it.`));
  let timer: NodeJS.Timeout | undefined;
  let saving = Promise.resolve();
  try {
    for await (const _change of watchFolder(root, { recursive: true, signal: stop.signal })) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        // One after the other: two saves of one draft would be each other's conflict.
        saving = saving
          .then(() => saveChanged(client, server, given))
          .catch((error: unknown) => {
            warn(shown`${error instanceof Error ? error.message : String(error)}`);
          });
      }, settledMs);
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  }
  clearTimeout(timer);
  await saving;
}

async function saveChanged(
  client: Client,
  server: Server,
  given: Options & { hosts: readonly Host[] },
): Promise<void> {
  const both = await readBothSides(server, given);
  for (const { path, message } of both.problems) print(shown`${paint("red", "refused")}  ${path} ${message}`);
  for (const { sides, file, remote } of both.scripts) {
    const step = pushStep(sides);
    if (step === "conflict")
      print(shown`${paint("red", "conflict")} ${sides.specifier}: it changed on the server too; pull first`);
    if (step !== "save" || file === null || remote === null) continue;
    const findings = await asking(server.url, file.path, async () => {
      const { source } = file;
      const saved = await client.drafts.save.mutate({
        scriptId: remote.id,
        source,
        baseRevision: remote.revision,
      });
      if (!saved.ok) return null;
      both.state.scripts[sides.specifier] = agreed(source, true);
      return client.scripts.check.mutate({ scriptId: remote.id, source });
    });
    report(file.path, findings);
  }
  await writeState(both.root, both.state);
}

function report(path: string, findings: Diagnostic[] | null): void {
  if (findings === null) {
    print(shown`${paint("red", "conflict")} ${path}: somebody saved just now; pull first`);
    return;
  }
  const word = findings.some((one) => one.severity === "error")
    ? paint("yellow", "saved")
    : paint("green", "saved");
  print(shown`${word}    ${path}`);
  for (const one of findings) print(diagnosticLine(path, one));
}
