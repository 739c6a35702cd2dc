import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  documentType,
  type Host,
  type Issue,
  type SampleDefinition,
  type ScriptDefault,
} from "@scriptyard/host-kit";
import { callMocksSchema, callMocksShape, zodWords } from "@scriptyard/model";
import { hookIn, readFolder } from "@scriptyard/runner/script-files";
import { z } from "zod";
import { parseJson, reasonOf } from "../config/open-config.ts";

/** A file `<module>/<script>.samples.json`. */
export const samplesSchema = z.array(
  z.strictObject({
    name: z.string().min(1).max(120).describe("What people call it."),
    description: z.string().max(500).exactOptional().describe("What it shows."),
    args: z.array(z.json()).describe("Arguments of the hook, in order."),
    calls: callMocksShape()
      .exactOptional()
      .describe("What fetch and async functions are answered in previews of it."),
  }),
);
const samplesDocument = documentType("Samples", () => samplesSchema);

/** What the schema cannot say about the answers that samples are given. */
export function answerProblems(samples: readonly Pick<SampleDefinition, "calls">[]): Issue[] {
  return samples.flatMap(({ calls = [] }, index) => {
    const read = callMocksSchema.safeParse(calls);
    return (read.error?.issues ?? []).map((issue) => ({
      path: issue.path.reduce<string>(
        (path, step) => (typeof step === "number" ? `${path}[${step}]` : `${path}.${String(step)}`),
        `[${index}].calls`,
      ),
      message: zodWords(issue),
    }));
  });
}

/**
 * The scripts in the folder beside a host, `<module>/<script>.ts`, with their samples beside them; by the rules of every
 * folder of scripts, so that what `scriptyard extract` writes could lie here.
 *
 * @param samplesOfHook for scripts that have none of their own
 */
export async function readShippedScripts(
  folder: string,
  host: Host,
  samplesOfHook: { [hook: string]: readonly SampleDefinition[] },
): Promise<{ scripts: ScriptDefault[]; problems: Issue[] }> {
  const problems: Issue[] = [];
  const { files, strays, refused } = await readFolder(folder, [host]);
  for (const [path, message] of strays) problems.push({ path: `scripts/${path}`, message });
  for (const path of refused) problems.push({ path: `scripts/${path}`, message: "leads out of the folder" });
  const scripts: ScriptDefault[] = [];
  for (const { at, read } of [...files.values()].sort((a, b) => (a.at.path < b.at.path ? -1 : 1))) {
    const path = `scripts/${at.path}`;
    const report = (message: string) => void problems.push({ path, message });
    if (read.kind === "problem") report(read.problem);
    else if (at.realm !== null) report("a host's scripts are for all of its realms; take away @<realm>/");
    else {
      const found = hookIn(host, at, read.source);
      if ("problem" in found) {
        report(found.problem);
        continue;
      }
      const { module, name, language } = at;
      const own = readSamples(folder, `${module}/${name}.samples.json`, problems);
      const samples = own ?? (found.hook === null ? [] : [...(samplesOfHook[found.hook] ?? [])]);
      const description = firstSentence(read.source);
      scripts.push({ module, name, hook: found.hook, language, description, source: read.source, samples });
    }
  }
  return { scripts, problems };
}

/** Null where there is no such file, or it is not valid. */
function readSamples(folder: string, path: string, problems: Issue[]): SampleDefinition[] | null {
  const file = join(folder, path);
  if (!existsSync(file)) return null;
  const report = (where: string, message: string) =>
    problems.push({ path: `scripts/${path}${where === "" ? "" : ` ${where}`}`, message });
  let value: unknown;
  try {
    value = parseJson(file);
  } catch (error) {
    report("", reasonOf(error));
    return null;
  }
  const found = samplesDocument.problems(value);
  const samples = found.length > 0 ? [] : samplesDocument.parse(value);
  found.push(...answerProblems(samples));
  for (const one of found) report(one.path, one.message);
  if (found.length > 0) return null;
  return samples.map((sample) => ({ description: "", ...sample }));
}

const longestDescription = 500;

/** What its first comment begins with, if the text begins with one. */
function firstSentence(source: string): string {
  const comment = /^\s*\/\*\*?([\s\S]{0,4000}?)\*\//.exec(source)?.[1] ?? "";
  const text = comment
    .replace(/\n\s*\*/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const end = text.search(/[.!?](\s|$)/);
  return (end < 0 ? text : text.slice(0, end + 1)).slice(0, longestDescription);
}
