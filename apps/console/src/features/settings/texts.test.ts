import { builtInLevels, type Json } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseSettings } from "./parse-settings.ts";
import { browserOf } from "./profile/browser-of.ts";
import { placeInJson } from "./realm/json-place.ts";
import { type LevelDraft, levelChange } from "./security/level-words.ts";
import { ruleWords } from "./security/rule-words.ts";
import type { LevelView } from "./security/types.ts";
import { settingPaths } from "./setting-paths.ts";

const json = fc.jsonValue() as fc.Arbitrary<Json>;
const name = fc.stringMatching(/^[a-z][a-zA-Z]{0,6}$/);

test("settings are read as JSON reads them, or refused in words; no text makes the form fail", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        json.map((value) => JSON.stringify(value, null, 2)),
      ),
      (text) => {
        const read = parseSettings(text);
        if (read.ok) {
          expect(read.value).toEqual(JSON.parse(text));
          expect(Array.isArray(read.value)).toBe(false);
        } else expect(read.problem).toMatch(/^(This is not JSON|Settings are an object)/);
      },
    ),
  );
});

/** Every path of a value, as the server writes it. */
function pathsOf(value: Json, above = ""): [string, Json][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]): [string, Json][] => {
    const path = above === "" ? key : `${above}.${key}`;
    return [[path, part], ...pathsOf(part, path)];
  });
}

test("whatever the server complains of is found in the text, whatever the text looks like", () => {
  const settings = fc.dictionary(
    name,
    fc.oneof(fc.integer(), fc.string(), fc.array(fc.dictionary(name, fc.string()), { maxLength: 3 })),
    { minKeys: 1, maxKeys: 5 },
  ) as fc.Arbitrary<Json>;
  fc.assert(
    fc.property(settings, fc.constantFrom(0, 2, "\t"), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      for (const [path, part] of pathsOf(value)) {
        const place = placeInJson(text, path)!;
        const lines = text.split("\n").slice(place.line - 1, place.endLine);
        lines[lines.length - 1] = lines.at(-1)!.slice(0, place.endColumn - 1);
        lines[0] = lines[0]!.slice(place.column - 1);
        const marked = lines.join("\n");
        expect(marked, path).toContain(typeof part === "object" ? "" : JSON.stringify(part));
        expect(marked.endsWith(JSON.stringify(part, null, indent).slice(-1)), path).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

test("a place is never outside of the text, however broken it is", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, path) => {
      const place = placeInJson(text, path);
      if (place === null) return;
      const lines = text.split("\n");
      expect(place.line).toBeGreaterThanOrEqual(1);
      expect(place.endLine).toBeLessThanOrEqual(lines.length);
      expect(place.endColumn).toBeLessThanOrEqual(lines[place.endLine - 1]!.length + 1);
    }),
  );
});

test("of a schema every setting is offered once, after what it is in; of anything else none", () => {
  const schema = fc.letrec<{ node: object }>((tie) => ({
    node: fc.record({ properties: fc.dictionary(name, tie("node"), { maxKeys: 3 }) }, { requiredKeys: [] }),
  })).node;
  fc.assert(
    fc.property(schema, (given) => {
      const paths = settingPaths(given).map((path) => path.join("."));
      expect(new Set(paths).size).toBe(paths.length);
      for (const [at, path] of paths.entries()) {
        const above = path.split(".").slice(0, -1).join(".");
        if (above !== "") expect(paths.slice(0, at)).toContain(above);
      }
    }),
  );
  fc.assert(
    fc.property(json, (given) => {
      expect(Array.isArray(settingPaths(given))).toBe(true);
    }),
  );
});

const capability = fc.constantFrom("pure", "log", "net", "events.publish");
const draft: fc.Arbitrary<LevelDraft> = fc.record({
  description: fc.constantFrom("Ours", builtInLevels.safe.description),
  limits: fc
    .dictionary(fc.constantFrom("timeoutMs", "logLines", "hostCalls"), fc.integer({ min: 1, max: 99 }))
    .map((change) => ({ ...builtInLevels.safe.limits, ...change })),
  granted: fc.uniqueArray(capability),
  libraries: fc.oneof(fc.constant("all" as const), fc.uniqueArray(fc.constantFrom("shared/*", "a/b"))),
});

test("what a level's form says is what the level is, by what was inherited and what was changed alone", () => {
  fc.assert(
    fc.property(draft, fc.uniqueArray(capability), fc.boolean(), (wanted, inheritedGrants, builtIn) => {
      const inherited = { ...builtInLevels.safe, granted: inheritedGrants, libraries: "all" as const };
      const level = { ...inherited, builtIn, base: "safe", inherited } as unknown as LevelView;
      const own = levelChange(level, wanted);
      const denied: readonly string[] = own.deny ?? [];
      const made = {
        description: own.description ?? inherited.description,
        limits: { ...inherited.limits, ...own.limits },
        granted: [...inheritedGrants.filter((one) => !denied.includes(one)), ...(own.grant ?? [])].sort(),
        libraries: own.libraries ?? inherited.libraries,
      };
      expect(made).toEqual({ ...wanted, granted: [...wanted.granted].sort() });
      // A change names nothing that is inherited anyway.
      for (const [limit, value] of Object.entries(own.limits ?? {}))
        expect(value).not.toBe(inherited.limits[limit as keyof typeof inherited.limits]);
    }),
  );
});

test("a rule reads by what it matches, all of it", () => {
  expect(ruleWords({ script: "login/risk", flow: "login", trigger: "http", level: "safe" } as never)).toBe(
    "script login/risk, scripts of the flow login, runs started by http",
  );
});

test("whatever a browser calls itself, a list has a short word for it", () => {
  fc.assert(
    fc.property(fc.oneof(fc.constant("x".repeat(2_000)), fc.string()), (agent) => {
      const word = browserOf(agent);
      expect(word).not.toBe("");
      expect(word.length).toBeLessThanOrEqual(80);
    }),
  );
});
