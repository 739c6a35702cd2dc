import {
  type CheckModule,
  type CompileOutput,
  isStandardSpecifier,
  type OutsideReference,
  type Payer,
} from "@scriptyard/languages";
import type { Workshop } from "@scriptyard/languages/workshop";
import type { Diagnostic, VersionLibrary } from "@scriptyard/model";
import { blocksRun, grouped } from "@scriptyard/model";
import { nextTurn } from "../turns.ts";
import { tidy } from "./diagnostics.ts";
import type { LibrarySource, LibraryText } from "./libraries.ts";

export type LinkInput = {
  entry: CheckModule;
  libraries: LibrarySource;
  /** Whose turn the work takes. */
  payer: Payer;
  /** Further findings about what the entry takes from outside: what its security level refuses. */
  judge?: { roots: readonly string[]; findings(references: readonly OutsideReference[]): Diagnostic[] };
  /** Whoever asked is gone: what waits is called off. */
  signal?: AbortSignal | undefined;
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

/**
 * Compiles a text and everything it imports, directly or through libraries. Cycles and missing names are findings. All
 * of it is done in the workshop; here texts are only fetched and answers put together.
 */
export async function linkText(ports: { workshop: Workshop }, input: LinkInput): Promise<LinkedText> {
  const { entry, payer, judge, signal } = input;
  const { texts, problems } = await gatherLibraries(ports, input);
  const missing = [...problems.values()].includes(null);
  const request = {
    entry,
    libraries: [...texts.values()].map(({ specifier, language, source }) => ({
      specifier,
      language,
      source,
    })),
    known: missing ? await input.libraries.names(mostNames) : [...texts.keys()],
    roots: judge?.roots ?? [],
  };
  const linked = await ports.workshop.link(request, payer, signal);
  const output = linked.entry;
  const judged = judge?.findings(linked.references) ?? [];
  const diagnostics = tidy([...linked.diagnostics.map((d) => explain(d, output, problems)), ...judged]);
  const runs = !blocksRun(diagnostics) && output.code !== null;
  return {
    entry: output,
    modules: runs
      ? [
          { specifier: entry.specifier, code: output.code! },
          ...linked.needed.map(({ specifier, code }) => ({
            specifier,
            code: texts.get(specifier)?.compiled ?? code!,
          })),
        ]
      : null,
    diagnostics,
    libraries: [...texts.values()],
    pins: linked.needed
      .flatMap(({ specifier, code }) => boundTo(texts.get(specifier), code))
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

/** Libraries one program may reach; the linker says so when there are more. */
const mostLibraries = 200;
/** Names that are looked up, found or not: a text of 256 KB can import twenty thousand that do not exist. */
const mostLookups = 2 * mostLibraries;
/** Each is a question to the database that SQLite answers at once, so without a pause all of them are one turn of the loop. */
const lookupsInOneTurn = 20;
/** Of all texts of a program together: they are hashed, sent and loaded as one. */
const mostUnits = 4_000_000;
/** For "did you mean". */
const mostNames = 2_000;

/** Reads the texts of all libraries a program reaches: linking itself is pure and cannot wait for a store. */
export async function gatherLibraries(
  ports: { workshop: Workshop },
  { entry, libraries, payer, signal }: Omit<LinkInput, "judge">,
): Promise<Gathered> {
  const texts = new Map<string, LibraryText>();
  const problems: Gathered["problems"] = new Map();
  const importsOf = async ({ specifier, language, source }: CheckModule) =>
    (await ports.workshop.outline({ specifier, language, source }, payer, signal)).imports;
  // A copy: the workshop remembers its answers.
  const waiting = [...(await importsOf(entry))];
  let units = entry.source.length;
  let lookups = 0;
  for (let specifier = waiting.pop(); specifier !== undefined; specifier = waiting.pop()) {
    if (specifier === entry.specifier || texts.has(specifier) || problems.has(specifier)) continue;
    // Of the product, and no text of anybody's.
    if (isStandardSpecifier(specifier)) continue;
    if (texts.size >= mostLibraries) break;
    if (lookups >= mostLookups) {
      problems.set(specifier, notLookedUp);
      continue;
    }
    lookups += 1;
    if (lookups % lookupsInOneTurn === 0) await nextTurn();
    const answer = await libraries.find(specifier);
    if (answer === null || "problem" in answer) {
      problems.set(specifier, answer);
      continue;
    }
    units += answer.source.length;
    if (units > mostUnits) {
      problems.set(specifier, tooMuch);
      break;
    }
    texts.set(specifier, answer);
    waiting.push(...(await importsOf(answer)));
  }
  return { texts, problems };
}

const notLookedUp = {
  problem: `The script and its libraries import more than ${mostLookups} names`,
  remedy: "Import less, or merge small libraries.",
};

const tooMuch = {
  problem: `The script and its libraries have more than ${grouped(mostUnits)} characters together`,
  remedy: "Import less, or move data out of the libraries.",
};

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
