import { createHash } from "node:crypto";
import type { CheckModule, CompileOutput } from "@scriptyard/languages";
import { languageById, linkLibraries } from "@scriptyard/languages";
import type { Diagnostic, VersionLibrary } from "@scriptyard/model";
import { blocksRun } from "@scriptyard/model";
import { LRUCache } from "lru-cache";
import { tidy } from "./diagnostics.ts";
import type { LibrarySource, LibraryText } from "./libraries.ts";

export type LinkInput = {
  entry: CheckModule;
  libraries: LibrarySource;
  /** Further findings about the entry's JavaScript: what its security level refuses. */
  judge?: (entry: { specifier: string; code: string }) => Diagnostic[];
};

export type LinkedText = {
  /** The entry compiled; its `code` is null when it does not parse. */
  entry: CompileOutput;
  /** Modules of the program, entry first; null when something keeps it from running. */
  modules: { specifier: string; code: string }[] | null;
  /** `syntax`, `policy` and `library` findings of the entry, and of drafts it imports. */
  diagnostics: Diagnostic[];
  /** Every library reached, for the type check. */
  libraries: LibraryText[];
  /** What the program is bound to when it is published: the libraries it needs at run time. */
  pins: VersionLibrary[];
};

/** Compiles a text and everything it imports, directly or through libraries. Cycles and missing names are findings. */
export async function linkText(input: LinkInput): Promise<LinkedText> {
  const { entry } = input;
  const { texts, problems } = await gather(input);
  const missing = [...problems.values()].includes(null);
  const linked = linkLibraries({
    entry,
    resolve: texts,
    known: missing ? await input.libraries.names() : [...texts.keys()],
    compile: compileModule,
  });
  const output = compileModule(entry);
  const judged =
    output.code === null ? [] : (input.judge?.({ specifier: entry.specifier, code: output.code }) ?? []);
  const diagnostics = tidy([...linked.diagnostics.map((d) => explain(d, output, problems)), ...judged]);
  const needed = linked.modules.filter((module) => !module.typeOnly && module.specifier !== entry.specifier);
  const runs = !blocksRun(diagnostics) && output.code !== null;
  return {
    entry: output,
    modules: runs
      ? [
          { specifier: entry.specifier, code: output.code! },
          ...needed.map((m) => ({
            specifier: m.specifier,
            code: texts.get(m.specifier)?.compiled ?? m.output.code!,
          })),
        ]
      : null,
    diagnostics,
    libraries: [...texts.values()],
    pins: needed
      .flatMap((module) => boundTo(texts.get(module.specifier), module.output.code))
      .sort((a, b) => (a.specifier < b.specifier ? -1 : 1)),
  };
}

/** A published library is pinned, one that is live from a file or default goes along as text. */
function boundTo(text: LibraryText | undefined, compiled: string | null): VersionLibrary[] {
  if (text?.pin !== undefined) return [text.pin];
  if (text?.carried === undefined || compiled === null) return [];
  const { specifier, language, source, carried } = text;
  return [{ specifier, ...carried, language, source, compiled }];
}

type Problem = { problem: string; remedy: string; refused?: true };
type Gathered = { texts: Map<string, LibraryText>; problems: Map<string, Problem | null> };

/** Libraries one program may reach; `linkLibraries` says so when there are more. */
const mostLibraries = 200;

/** Reads the texts of all libraries a program reaches: linking itself is pure and cannot wait for a store. */
async function gather({ entry, libraries }: LinkInput): Promise<Gathered> {
  const texts = new Map<string, LibraryText>();
  const problems: Gathered["problems"] = new Map();
  const waiting = importsOf(entry);
  for (let specifier = waiting.pop(); specifier !== undefined; specifier = waiting.pop()) {
    if (specifier === entry.specifier || texts.has(specifier) || problems.has(specifier)) continue;
    if (texts.size >= mostLibraries) break;
    const answer = await libraries.find(specifier);
    if (answer === null || "problem" in answer) problems.set(specifier, answer);
    else {
      texts.set(specifier, answer);
      waiting.push(...importsOf(answer));
    }
  }
  return { texts, problems };
}

function importsOf(module: CheckModule): string[] {
  return compileModule(module).imports.map((reference) => reference.specifier);
}

/** A library that is there but cannot be had is reported as unknown by the linker; the store knows better. */
function explain(diagnostic: Diagnostic, entry: CompileOutput, problems: Gathered["problems"]): Diagnostic {
  if (diagnostic.code !== "scriptyard/unknown-library") return diagnostic;
  const at = entry.imports.find((i) => i.line === diagnostic.line && i.column === diagnostic.column);
  const named = at?.specifier ?? /"([^"]+)"/.exec(diagnostic.message)?.[1] ?? "";
  const problem = problems.get(named);
  if (!problem) return diagnostic;
  const told = { ...diagnostic, message: problem.problem, remedy: problem.remedy };
  return problem.refused ? { ...told, code: "scriptyard/library-refused", source: "policy" } : told;
}

const outputs = new LRUCache<string, CompileOutput>({ max: 2_000, maxSize: 32_000_000 });

/** Strips and scans a text, remembered by content: a preview after a preview, a library in every script. */
function compileModule({ language, source, specifier }: CheckModule): CompileOutput {
  const key = createHash("sha256").update(`${language}\n${specifier}\n`).update(source).digest("base64");
  const known = outputs.get(key);
  if (known !== undefined) return known;
  const output = languageById(language).compile(source, specifier);
  outputs.set(key, output, { size: 500 + source.length + (output.code?.length ?? 0) });
  return output;
}
