import {
  type AuthoredText,
  type AuthorLines,
  type LineChange,
  noTables,
  type WaysOut,
} from "@scriptyard/model";
import { type CrewStats, createCrew } from "../children/crew.ts";
import type { Payer } from "../children/fair-line.ts";
import type { Guilt } from "../children/guilty.ts";
import { keyOf } from "../children/key-of.ts";
import { programUrl } from "../children/program-url.ts";
import type { Offer } from "../policy/offers.ts";
import type { Outcomes } from "../policy/outcomes.ts";
import type { OutsideReference } from "../policy/references.ts";
import type { CheckModule, CompileOutput } from "../types.ts";
import { createAnswers } from "./answers.ts";
import {
  type Instrumented,
  type InstrumentRequest,
  jobs,
  type Linked,
  type LinkRequest,
  type Outline,
} from "./jobs.ts";
import { refusedOutput } from "./refused.ts";

/**
 * Everything that reads a text somebody sent: parsing, scanning, erasing, linking, comparing. A text that cannot be worked
 * on within the limits is answered with a finding that says so, never with an error.
 *
 * @throws Fault `rate_limited` and `busy`, as `Crew.run`
 */
export interface Workshop extends AsyncDisposable {
  compile(module: CheckModule, payer: Payer, signal?: AbortSignal): Promise<CompileOutput>;
  outline(module: CheckModule, payer: Payer, signal?: AbortSignal): Promise<Outline>;
  /** What a module exports, for who may import it; nothing for one that cannot be read. */
  offers(module: CheckModule, payer: Payer, signal?: AbortSignal): Promise<Offer[]>;
  link(request: LinkRequest, payer: Payer, signal?: AbortSignal): Promise<Linked>;
  /** A program that says what it does, see `instrumentModule`; null when that cannot be made in time. */
  instrument(request: InstrumentRequest, payer: Payer, signal?: AbortSignal): Promise<Instrumented | null>;
  /** Uses of names from outside, by a module's JavaScript; none for a text that cannot be read. */
  references(code: string, roots: readonly string[], payer: Payer): Promise<OutsideReference[]>;
  /** The outcomes that a hook may answer, by its module's JavaScript; a text that cannot be read in time may answer any. */
  outcomes(code: string, hook: string, ways: WaysOut, payer: Payer): Promise<Outcomes>;
  /** Null when the texts cannot be compared in time. */
  changedLines(before: string, after: string, payer: Payer): Promise<number | null>;
  /** From each text to the next; null when they cannot be compared in time. */
  textChanges(texts: readonly string[], payer: Payer): Promise<LineChange[] | null>;
  /** Whose changes are in the last text; null when that cannot be found out in time. */
  lineAuthors(base: string, texts: readonly AuthoredText[], payer: Payer): Promise<AuthorLines[] | null>;
  stats(): CrewStats;
}

export type WorkshopOptions = {
  /** Start a child at once, so that the first text does not wait for it. */
  prestart?: boolean;
  /** Pieces of work at once. A realm has one less, so that one is left for others. Default 2. */
  hands?: number;
  /** Processor time of one piece of work. Default 3 000. */
  timeoutMs?: number;
  /** Resident memory of a child. Known on Linux only. Default 500 MB. */
  memoryBytes?: number;
};

/**
 * A workshop in child processes: no text, however long it takes, delays anything in this one. Answers are remembered by
 * text, so that a preview after a check, and a library in every script, cost nothing.
 *
 * @example
 * await using workshop = createWorkshop();
 * const { code, diagnostics } = await workshop.compile({ specifier: "login/risk", language: "typescript", source }, payer);
 */
export function createWorkshop(options: WorkshopOptions = {}): Workshop {
  const { hands = 2, timeoutMs = 3_000, memoryBytes = 500_000_000 } = options;
  const crew = createCrew({
    program: programUrl("workshop/bench-child"),
    hands,
    heapMb: 250,
    limits: { timeoutMs, memoryBytes },
    recycleBytes: memoryBytes * 0.6,
    what: "Reading this text",
  });
  if (options.prestart) crew.warm();
  const answers = createAnswers();
  const running = new Map<string, Promise<unknown>>();

  type Jobs = typeof jobs;
  async function ask<J extends keyof Jobs>(
    job: J,
    input: Parameters<Jobs[J]>[0],
    how: {
      key: Promise<string>;
      payer: Payer;
      signal?: AbortSignal | undefined;
      refused: (why: Guilt) => ReturnType<Jobs[J]>;
    },
  ): Promise<ReturnType<Jobs[J]>> {
    const key = `${job} ${await how.key}`;
    const known = answers.get(key) as ReturnType<Jobs[J]> | undefined;
    if (known !== undefined) return known;
    const made = async () => {
      const done = await crew.run({ request: { job, input }, key, payer: how.payer, signal: how.signal });
      if (done.status === "guilty") return how.refused(done.why);
      const value = done.value as ReturnType<Jobs[J]>;
      answers.set(key, value);
      return value;
    };
    // Whoever may call it off asks alone.
    if (how.signal !== undefined) return made();
    // Shared only with oneself: in another's line it would wait behind all that they sent, or be refused with them.
    const own = `${how.payer.realm}\n${how.payer.person}\n${key}`;
    const asked = (running.get(own) as Promise<ReturnType<Jobs[J]>> | undefined) ?? made();
    running.set(own, asked);
    return asked.finally(() => running.delete(own));
  }

  return {
    compile: (module, payer, signal) =>
      ask("compile", module, {
        key: keyOf([module]),
        payer,
        signal,
        refused: (why) => refusedOutput(why, module.specifier, { timeoutMs }),
      }),
    outline: (module, payer, signal) =>
      ask("outline", module, {
        key: keyOf([module]),
        payer,
        signal,
        refused: () => ({ imports: [], exports: [] }),
      }),
    offers: (module, payer, signal) =>
      ask("offers", module, { key: keyOf([module]), payer, signal, refused: () => [] }),
    link: (request, payer, signal) =>
      ask("link", request, {
        key: keyOf([request.entry, ...request.libraries], [...request.known, "", ...request.roots]),
        payer,
        signal,
        refused(why) {
          const entry = refusedOutput(why, request.entry.specifier, { timeoutMs });
          return { entry, diagnostics: entry.diagnostics, needed: [], references: [] };
        },
      }),
    async instrument(request, payer, signal) {
      const texts = request.modules.flatMap(({ specifier, language, code }) => [specifier, language, code]);
      const refused = () => ({ modules: [], tables: noTables() });
      const made = await ask("instrument", request, { key: keyOf([], texts), payer, signal, refused });
      return made.modules.length === 0 ? null : made;
    },
    references: (code, roots, payer) =>
      ask("references", { code, roots }, { key: keyOf([], [code, "", ...roots]), payer, refused: () => [] }),
    outcomes: (code, hook, ways, payer) =>
      ask(
        "outcomes",
        { code, hook, ways },
        {
          key: keyOf([], [code, hook, JSON.stringify(ways)]),
          payer,
          refused: () => ({ written: [], unnamed: [], open: true }),
        },
      ),
    async changedLines(before, after, payer) {
      if (before === after) return 0;
      const key = keyOf([], [before, after]);
      const lines = await ask("changedLines", { before, after }, { key, payer, refused: () => -1 });
      return lines < 0 ? null : lines;
    },
    async textChanges(texts, payer) {
      if (texts.length < 2) return [];
      const changes = await ask(
        "textChanges",
        { texts },
        { key: keyOf([], texts), payer, refused: () => [] },
      );
      return changes.length === 0 ? null : changes;
    },
    async lineAuthors(base, texts, payer) {
      const last = texts.at(-1);
      if (last === undefined || last.source === base) return [];
      const key = keyOf([], [base, ...texts.flatMap(({ by, source }) => [by ?? "", source])]);
      const refused = () => [{ by: null, lines: -1 }];
      const authors = await ask("lineAuthors", { base, texts }, { key, payer, refused });
      return authors[0] && authors[0].lines < 0 ? null : authors;
    },
    stats: () => crew.stats(),
    [Symbol.asyncDispose]: () => crew[Symbol.asyncDispose](),
  };
}

/** In this process, for a command line that reads its owner's own files: whoever sends the text is who waits. */
export function createLocalWorkshop(): Workshop {
  return {
    compile: async (module) => jobs.compile(module),
    outline: async (module) => jobs.outline(module),
    offers: async (module) => jobs.offers(module),
    link: async (request) => jobs.link(request),
    instrument: async (request) => jobs.instrument(request),
    references: async (code, roots) => jobs.references({ code, roots }),
    outcomes: async (code, hook, ways) => jobs.outcomes({ code, hook, ways }),
    changedLines: async (before, after) => jobs.changedLines({ before, after }),
    textChanges: async (texts) => jobs.textChanges({ texts }),
    lineAuthors: async (base, texts) => jobs.lineAuthors({ base, texts }),
    stats: () => ({ hands: 1, running: 0, waiting: 0, replaced: 0, guilty: 0 }),
    async [Symbol.asyncDispose]() {},
  };
}
