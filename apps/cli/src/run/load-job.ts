import { isUtf8 } from "node:buffer";
import { basename, dirname, relative, resolve } from "node:path";
import type { Host } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";
import { hookIn } from "@scriptyard/runner/script-files";
import { CommandError } from "../command-error.ts";
import type { Job } from "../exec/job.ts";
import { maxLineBytes } from "../exec/lines.ts";
import { readScript, readScriptFolder, type ScriptFile } from "../folder/script-folder.ts";
import { parsePlainJson } from "../input/plain-json.ts";
import { readWithin, TooLongError } from "../input/read-within.ts";

export type LoadOptions = {
  /** Path of the script file: `<folder>/<module>/<name>.<ext>`. */
  script: string;
  hosts: readonly Host[];
  /** One of them. */
  host: Host;
  hook: string | null;
  /** File with the hook's arguments as a JSON list, or the name of a sample of the host's script. */
  input: string | null;
  seed: string;
  clockMs: number;
};

/** A script file with its libraries and input, as a job of the executor. */
export async function loadJob({
  script,
  hosts,
  host,
  hook,
  input,
  seed,
  clockMs,
}: LoadOptions): Promise<Job> {
  const full = resolve(script);
  const root = dirname(dirname(full));
  const path = relative(root, full).replaceAll("\\", "/");
  const file = await readScript(root, path, hosts);
  const chosen = hook ?? hookToRun(host, script, file);
  const { files } = await readScriptFolder(root, hosts);
  return {
    id: file.specifier,
    line: 1,
    language: file.language,
    source: file.source,
    modules: Object.fromEntries(
      files
        .filter((one) => one.specifier !== file.specifier)
        .map((one) => [one.specifier, { language: one.language, source: one.source }]),
    ),
    hook: chosen,
    args: await readInput({ host, hosts }, file, input),
    host: host.id,
    realm: { settings: {}, timeZone: "UTC", allowedHosts: [] },
    limits: {},
    seed,
    clockMs,
  };
}

/** @throws CommandError for a library, and for a file with several hooks */
function hookToRun(host: Host, script: string, file: ScriptFile): string {
  const found = hookIn(host, file, file.source);
  if ("problem" in found)
    throw new CommandError(`${script}: ${found.problem} Or name one of them with --hook.`);
  if (found.hook !== null) return found.hook;
  const hooks = host.hooks.map((one) => one.name).join(", ");
  throw new CommandError(
    `${script} is a library: it has no hook to run. Run a script that imports it, or export one of ${hooks}.`,
  );
}

type Hosts = Pick<LoadOptions, "host" | "hosts">;

function otherHost({ host, hosts }: Hosts, module: string, name: string): string {
  const other = hosts.find(
    ({ id, defaults }) =>
      id !== host.id && defaults.some((one) => one.module === module && one.name === name),
  );
  return other ? `It has the name of a script of the host ${other.id}: try --host ${other.id}. ` : "";
}

async function readInput(
  { host, hosts }: Hosts,
  { module, name }: { module: string; name: string },
  input: string | null,
): Promise<Json[]> {
  const samples = host.defaults.find((one) => one.module === module && one.name === name)?.samples ?? [];
  const named = samples.find((sample) => sample.name === input) ?? (input === null ? samples[0] : undefined);
  if (named) return named.args;
  if (input === null)
    throw new CommandError(
      `The host ${host.id} has no sample for ${module}/${name}. ${otherHost({ host, hosts }, module, name)}Name a file with its arguments: --input args.json.`,
    );
  let bytes: Buffer;
  try {
    bytes = await readWithin(input, maxLineBytes);
  } catch (error) {
    if (error instanceof TooLongError)
      throw new CommandError(`${input} is no input: ${error.message}.`, { cause: error });
    const known = samples.map((sample) => `"${sample.name}"`).join(", ");
    throw new CommandError(
      `${basename(input)} is no file that can be read${known ? `, and no sample (samples: ${known})` : ""}.`,
      { cause: error },
    );
  }
  const value = parse(textOf(bytes, input), input);
  if (!Array.isArray(value))
    throw new CommandError(
      `${input}: expected the hook's arguments as a list, e.g. [{ … context … }, null].`,
    );
  return value;
}

function textOf(bytes: Buffer, file: string): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  throw new CommandError(`${file} is not UTF-8. Save it as UTF-8.`);
}

function parse(text: string, file: string): Json {
  try {
    return parsePlainJson(text);
  } catch (error) {
    const problem = error instanceof SyntaxError ? "is not JSON: " : "";
    throw new CommandError(`${file} ${problem}${reasonOf(error)}`, { cause: error });
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
