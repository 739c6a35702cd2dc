import fc from "fast-check";
import { expect, test } from "vitest";
import { entriesOf, type HostReference, searchEntries } from "./entries.ts";

const reference: HostReference = {
  host: { id: "identity", version: "1", title: "Identity", description: "" },
  hooks: [
    {
      name: "onExecute",
      title: "At a node",
      description: "Decides.",
      signature: "onExecute(context, form)",
      params: ["context", "form"],
      functions: [],
    },
  ],
  functions: ["random", "flow.set", "claims.set", "flow.redirect"].map((name) => ({
    name,
    kind: "effect" as const,
    publishes: false,
    signature: `${name}(): void`,
    description: name === "claims.set" ? "Adds a claim to the token." : "Something else.",
    params: [],
    result: "void",
    example: "",
    capability: name.split(".")[0] ?? name,
    levels: ["safe" as const],
    badArgument: "",
  })),
  types: [{ name: "FlowResult", declaration: "type FlowResult = …", description: "What a node decides." }],
  flows: null,
};
const entries = entriesOf(reference);

test("hooks first, then functions by namespace with the globals last, then types", () => {
  expect(entries.map((entry) => entry.name)).toEqual([
    "onExecute",
    "claims.set",
    "flow.redirect",
    "flow.set",
    "random",
    "FlowResult",
  ]);
});

test("a search finds by name before it finds by description, and needs every word", () => {
  expect(searchEntries(entries, "flow").map((entry) => entry.name)).toEqual([
    "flow.redirect",
    "flow.set",
    "FlowResult",
  ]);
  expect(searchEntries(entries, "SET token").map((entry) => entry.name)).toEqual(["claims.set"]);
  expect(searchEntries(entries, "set nothing-like-it")).toEqual([]);
});

test("a search never invents, loses or repeats entries", () => {
  fc.assert(
    fc.property(fc.string(), (search) => {
      const found = searchEntries(entries, search);
      expect(new Set(found).size).toBe(found.length);
      for (const entry of found) expect(entries).toContain(entry);
      if (search.trim() === "") expect(found).toEqual(entries);
    }),
  );
});
