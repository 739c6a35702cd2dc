import { executionTriggers, newId, outcomeErrorTypes, withoutUndefined } from "@scriptyard/model";
import { defaultParseSearch, defaultStringifySearch } from "@tanstack/react-router";
import fc from "fast-check";
import { expect, test } from "vitest";
import { timeWindow, toApiFilter } from "./api-filter.ts";
import { columnIds, columnsText } from "./column-ids.ts";
import {
  type ExecutionsSearch,
  executionsRanges,
  executionTabs,
  parseExecutionsSearch,
  searchOfId,
} from "./search.ts";

const slug = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?$/);
const id = (prefix: string) => fc.stringMatching(/^[0-9a-z]{26}$/).map((rest) => `${prefix}_${rest}`);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Every state the page can be in. */
const states: fc.Arbitrary<ExecutionsSearch> = fc
  .record({
    script: optional(fc.tuple(slug, slug).map(([module, name]) => `${module}/${name}`)),
    version: optional(fc.integer({ min: 1, max: 9_999 })),
    status: optional(fc.constantFrom("ok" as const, "error" as const)),
    type: optional(fc.constantFrom(...outcomeErrorTypes)),
    trigger: optional(fc.constantFrom(...executionTriggers)),
    triggerId: optional(id("trg")),
    action: optional(fc.constantFrom("continue", "challenge", "reject")),
    session: optional(id("fls")),
    group: optional(id("erg")),
    request: optional(id("req")),
    user: optional(fc.constantFrom("maria@example.com", "u_1042", "12", "Maria Öz", "true")),
    outcome: optional(fc.constantFrom("suspicious", "1", "a&b=c#d")),
    effect: optional(fc.constantFrom("flow.set", "random")),
    minMs: optional(fc.double({ min: 0, max: 1e6, noNaN: true }).map((ms) => Math.abs(ms))),
    maxMs: optional(fc.integer({ min: 0, max: 100_000 })),
    minOps: optional(fc.integer({ min: 0, max: 1e9 })),
    columns: optional(fc.subarray([...columnIds]).map(columnsText)),
    trials: optional(fc.constant(true as const)),
    // Also what JSON would take for a number, a truth, a list: the text somebody searched for.
    text: optional(
      fc
        .oneof(
          fc.string({ maxLength: 60 }),
          fc.constantFrom("12", "true", "null", "[1]", '"a"', "1e3", "a&b=c#d"),
        )
        .map((text) => text.trim())
        .filter((text) => text !== ""),
    ),
    window: fc.oneof(
      fc.record({ range: optional(fc.constantFrom(...(Object.keys(executionsRanges) as "1h"[]))) }),
      fc
        .tuple(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 1, max: 1e9 }))
        .map(([from, span]) => ({ from, to: from + span })),
    ),
    open: optional(id("exe")),
    tab: optional(fc.constantFrom(...executionTabs)),
  })
  .map(({ window, ...rest }) => withoutUndefined({ ...rest, ...window }));

test("every state of the page survives its address", () => {
  fc.assert(
    fc.property(states, (state) => {
      const address = defaultStringifySearch(state as Record<string, unknown>);
      expect(parseExecutionsSearch(defaultParseSearch(address))).toEqual(state);
    }),
    { numRuns: 500 },
  );
});

test("an address somebody mangled never breaks the page, and what is read reads the same again", () => {
  const keys = fc.constantFrom(
    "script",
    "version",
    "status",
    "type",
    "text",
    "user",
    "outcome",
    "effect",
    "minMs",
    "maxMs",
    "minOps",
    "columns",
    "from",
    "to",
    "range",
    "open",
    "tab",
  );
  fc.assert(
    fc.property(fc.dictionary(keys, fc.anything()), (search) => {
      const read = parseExecutionsSearch(search);
      expect(parseExecutionsSearch({ ...read })).toEqual(read);
    }),
  );
});

test.each([
  [{ status: "broken", version: -3, tab: "secrets" }, {}],
  [{ script: "../../etc/passwd" }, {}],
  [{ from: 500, to: 400 }, {}],
  [{ from: 400 }, {}],
  [
    { from: 400, to: 500, range: "7d" },
    { from: 400, to: 500 },
  ],
  [{ text: 12 }, { text: "12" }],
  [{ version: "12" }, { version: 12 }],
  [{ to: { toString: [] } }, {}],
  [{ minMs: -1, maxMs: "Infinity", minOps: 1.5, effect: "a b", user: "  " }, {}],
  [{ minMs: "0.5" }, { minMs: 0.5 }],
  [{ columns: "id.nothing.node" }, { columns: "node.id" }],
  [{ columns: "nothing" }, {}],
  [{ columns: "none" }, { columns: "none" }],
])("%j is read as %j", (search, read) => {
  expect(parseExecutionsSearch(search)).toEqual(read);
});

const scripts = [{ id: "scr_1", module: "login", name: "risk-check" }];

test("the API is asked for the script by id and for nothing that was not chosen", () => {
  expect(toApiFilter({ script: "login/risk-check", status: "error" }, scripts, { fromMs: 5 })).toEqual({
    scriptId: "scr_1",
    status: "error",
    trials: false,
    fromMs: 5,
  });
});

test("times are asked in microseconds", () => {
  expect(toApiFilter({ minMs: 0.5, maxMs: 20, minOps: 7 }, scripts, { fromMs: 5 })).toEqual({
    minRunUs: 500,
    maxRunUs: 20_000,
    minOperations: 7,
    trials: false,
    fromMs: 5,
  });
});

test("what people only tried is left out, unless somebody asks for it or for what may be a trial", () => {
  const asked = (search: ExecutionsSearch) => toApiFilter(search, scripts, { fromMs: 5 })?.trials;
  expect([asked({}), asked({ trigger: "flow" }), asked({ text: "x" })]).toEqual([false, false, false]);
  const shown: ExecutionsSearch[] = [
    { trials: true },
    { trigger: "preview" },
    { trigger: "trial" },
    { session: "fls_1" },
    { request: "req_1" },
  ];
  expect(shown.map(asked)).toEqual(shown.map(() => undefined));
});

test("a script that does not exist is no filter for everything", () => {
  expect(toApiFilter({ script: "login/gone" }, scripts, { fromMs: 5 })).toBeNull();
});

test("a pasted id asks for what it stands for, in the time around it", () => {
  const at = 1_795_857_769_000;
  const around = { text: undefined, range: undefined, from: at - 60_000, to: at + 86_400_000 };
  const [request, session, run, group] = [
    newId("req", at),
    newId("fls", at),
    newId("exe", at),
    newId("erg", at),
  ];
  expect(searchOfId(`number ${request.toUpperCase()}!`)).toEqual({ ...around, request });
  expect(searchOfId(session)).toEqual({ ...around, session });
  expect(searchOfId(run)).toEqual({ text: undefined, open: run });
  expect(searchOfId(group)).toMatchObject({ group, range: "30d" });
  expect(searchOfId("nobody home")).toBeNull();
});

test("a range ends now, a brushed window stays", () => {
  expect(timeWindow({ range: "1h" }, 10_000_000)).toEqual({ fromMs: 6_400_000, toMs: 10_000_000 });
  expect(timeWindow({ from: 1, to: 2 }, 10_000_000)).toEqual({ fromMs: 1, toMs: 2 });
});
