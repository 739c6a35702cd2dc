import type { Execution } from "@scriptyard/model";
import { Command } from "commander";
import type { Env } from "../env.ts";
import { paint, print, printJson, shown } from "../output/terminal.ts";
import { asking, connect, type Server, serverOf } from "../server/client.ts";
import { followEvents } from "../server/event-stream.ts";
import { jsonOption, realmOption, serverOption, wholeNumber } from "./options.ts";

type Options = {
  realm: string;
  server: string;
  follow?: boolean;
  script?: string;
  failed?: boolean;
  last: number;
  json?: boolean;
};

/** `scriptyard logs`: executions with their log lines, and those to come with -f. */
export function logs(env: Env): Command {
  return new Command("logs")
    .description("Executions of a realm with their log lines, oldest first; -f goes on as they happen.")
    .addOption(realmOption())
    .addOption(serverOption(env.serverUrl))
    .option("-f, --follow", "go on until Ctrl+C")
    .option("--script <name>", "only this script, as module/name")
    .option("--failed", "only executions that failed")
    .option("--last <count>", "executions to begin with", wholeNumber(0, 200), 20)
    .addOption(jsonOption())
    .action((options: Options) => run(options, serverOf({ server: options.server, token: env.token })));
}

type Shown = Pick<
  Execution,
  | "id"
  | "module"
  | "name"
  | "version"
  | "sourceRef"
  | "status"
  | "trigger"
  | "startedAt"
  | "metrics"
  | "logs"
  | "error"
>;

async function run(options: Options, server: Server): Promise<void> {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  for (const execution of await lastOnes(options, server)) show(execution, options.json);
  if (!options.follow) return;
  for await (const { data } of followEvents(
    server,
    { realm: options.realm, types: "execution" },
    stop.signal,
  )) {
    const { execution } = data as { execution?: Shown };
    if (execution && wanted(execution, options)) show(execution, options.json);
  }
}

async function lastOnes(options: Options, server: Server): Promise<Shown[]> {
  if (options.last === 0) return [];
  const client = connect(server);
  return asking(server.url, `The executions of "${options.realm}" could not be read`, async () => {
    const { items } = await client.executions.list.query({
      realm: options.realm,
      filter: options.failed ? { status: "error" } : {},
      limit: options.script === undefined ? options.last : 200,
    });
    const chosen = items.filter((one) => wanted(one, options)).slice(0, options.last);
    const whole = await Promise.all(chosen.map(({ id }) => client.executions.get.query({ id })));
    return whole.reverse();
  });
}

/** `v3`, `file`, `default`, `draft`: which text ran. */
function textName({ version, sourceRef }: Shown): string {
  return version === null ? (sourceRef?.layer ?? "draft") : `v${version}`;
}

function wanted(
  { module, name, status }: Pick<Shown, "module" | "name" | "status">,
  options: Options,
): boolean {
  if (options.failed && status === "ok") return false;
  return options.script === undefined || options.script === `${module}/${name}`;
}

function show(execution: Shown, json: boolean | undefined): void {
  const { id, module, name, version, status, trigger, startedAt, metrics, logs: lines, error } = execution;
  if (json) {
    const told = {
      id,
      at: startedAt,
      script: `${module}/${name}`,
      version,
      trigger,
      status,
      logs: lines,
      error,
    };
    printJson(told);
    return;
  }
  const time = new Date(startedAt).toISOString().slice(11, 23);
  const mark = status === "ok" ? paint("green", "ok   ") : paint("red", "error");
  const milliseconds = (metrics.runUs / 1_000).toFixed(2);
  const what = paint("dim", `${trigger} ${milliseconds} ms ${id}`);
  print(shown`${paint("dim", time)} ${mark} ${module}/${name} ${textName(execution)} ${what}`);
  for (const { level, message, data } of lines) {
    const text = data === undefined ? message : `${message} ${JSON.stringify(data)}`;
    print(shown`  ${paint("dim", level.padEnd(5))} ${text}`);
  }
  if (error) {
    print(shown`  ${paint("red", `${error.type}: ${error.message}`)}`);
    for (const { file, line, column } of error.stack.slice(0, 5))
      print(shown`    at ${file}:${line}:${column}`);
  }
}
