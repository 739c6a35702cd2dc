import { languageById } from "@scriptyard/languages";
import { Fault, type LanguageId, zodWords } from "@scriptyard/model";
import type { z } from "zod";
import { parseJson } from "../../text/json/parse-json.ts";
import { createTurnTaker } from "../../turns.ts";
import {
  flowShape,
  formatVersion,
  manifestShape,
  nameShapes,
  policyShape,
  samplesShape,
  scriptShape,
  settingsShape,
  triggerShape,
} from "./file-shapes.ts";
import type { MovedFlow, MovedRealm, MovedScript, MovedTrigger } from "./types.ts";
import type { ZipFiles } from "./zip-protocol.ts";

/** A realm as files that people can read and keep under version control, by path; written in turns. */
export async function filesOf(moved: MovedRealm): Promise<ZipFiles> {
  const { from, settings, policy, scripts, flows, triggers } = moved;
  const turns = createTurnTaker();
  const manifest = { format: "scriptyard-realm", version: formatVersion, ...from };
  const files: ZipFiles = [["scriptyard.json", written(manifest)]];
  if (settings !== null) files.push(["settings.json", written(settings)]);
  if (policy !== null) files.push(["policy.json", written(policy)]);
  for (const script of scripts) {
    await turns.pause();
    files.push(...filesOfScript(script));
  }
  for (const { name, ...flow } of flows) {
    await turns.pause();
    files.push([`flows/${name}.json`, written(flow)]);
  }
  for (const { name, ...trigger } of triggers) files.push([`triggers/${name}.json`, written(trigger)]);
  return files;
}

function filesOfScript({ module, name, draft, live, samples, ...facts }: MovedScript): ZipFiles {
  const path = `scripts/${module}/${name}`;
  const extension = extensionOf(facts.language);
  const files: ZipFiles = [
    [`${path}.json`, written({ ...facts, live: live === null ? "none" : live === draft ? "same" : "other" })],
    [`${path}.${extension}`, draft],
  ];
  if (live !== null && live !== draft) files.push([`${path}.live.${extension}`, live]);
  if (samples.length > 0) files.push([`${path}.samples.json`, written(samples)]);
  return files;
}

const written = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const extensionOf = (language: LanguageId): string => languageById(language).extensions[0]!;

/**
 * The realm that files hold. They are somebody's: each is read strictly, and each has to be one that an export writes.
 *
 * @throws Fault `bad_request` naming the file, what is wrong in it, and the remedy
 */
export async function movedOf(files: ReadonlyMap<string, string>): Promise<MovedRealm> {
  const reader = createReader(files);
  const { format: _, version: __, ...from } = reader.read("scriptyard.json", manifestShape);
  const settings = reader.optional("settings.json", settingsShape);
  const policy = reader.optional("policy.json", policyShape);
  const scripts: MovedScript[] = [];
  const flows: MovedFlow[] = [];
  const triggers: MovedTrigger[] = [];
  const turns = createTurnTaker();
  for (const path of files.keys()) {
    await turns.pause();
    const [folder, ...rest] = path.split("/");
    const name = rest.at(-1)?.replace(/\.json$/, "") ?? "";
    if (!path.endsWith(".json") || name.includes(".")) continue;
    if (folder === "scripts" && rest.length === 2) scripts.push(scriptOf(reader, path, rest[0]!, name));
    else if (folder === "flows" && rest.length === 1)
      flows.push({
        name: named(path, name, "flow"),
        ...(reader.read(path, flowShape) as Omit<MovedFlow, "name">),
      });
    else if (folder === "triggers" && rest.length === 1)
      triggers.push({ name: named(path, name, "trigger"), ...reader.read(path, triggerShape) });
  }
  reader.requireAllRead();
  return { from, settings, policy, scripts, flows, triggers };
}

function scriptOf(reader: Reader, path: string, module: string, name: string): MovedScript {
  const { live, ...facts } = reader.read(path, scriptShape);
  const base = path.slice(0, -".json".length);
  const extension = extensionOf(facts.language);
  const draft = reader.text(`${base}.${extension}`);
  return {
    module: named(path, module, "module"),
    name: named(path, name, "script"),
    ...facts,
    draft,
    live: live === "none" ? null : live === "same" ? draft : reader.text(`${base}.live.${extension}`),
    samples: reader.optional(`${base}.samples.json`, samplesShape) ?? [],
  };
}

function named(path: string, name: string, of: keyof typeof nameShapes): string {
  const parsed = nameShapes[of].safeParse(name);
  if (parsed.success) return parsed.data;
  throw new Fault(
    "bad_request",
    `${path}: "${name}" is no name of a ${of}. Use ${parsed.error.issues[0]!.message}.`,
  );
}

type Reader = ReturnType<typeof createReader>;

/** Knows what was read, so that a file that nothing asks for is told instead of left out without a word. */
function createReader(files: ReadonlyMap<string, string>) {
  const left = new Set(files.keys());
  const text = (path: string): string => {
    const found = files.get(path);
    if (found === undefined)
      throw new Fault("bad_request", `${path}: is missing. Export again, or put it back.`);
    left.delete(path);
    return found;
  };
  const read = <T>(path: string, shape: z.ZodType<T>): T => {
    const value = parseJson(Buffer.from(text(path)), path);
    const parsed = shape.safeParse(value);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0]!;
    const place = issue.path.map(String).join(".").slice(0, 200);
    throw new Fault(
      "bad_request",
      `${path}: ${place === "" ? "" : `${place}: `}${zodWords(issue).slice(0, 300)}.`,
      {
        cause: parsed.error,
      },
    );
  };
  return {
    text,
    read,
    optional: <T>(path: string, shape: z.ZodType<T>): T | null =>
      files.has(path) ? read(path, shape) : null,
    requireAllRead() {
      const [stray] = left;
      if (stray === undefined) return;
      throw new Fault(
        "bad_request",
        `${stray}: is no file that an export writes here${left.size > 1 ? `, nor are ${left.size - 1} more` : ""}. Take it out.`,
      );
    },
  };
}
