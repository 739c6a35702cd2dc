import { expect, test } from "vitest";
import { defineHost } from "../define-host.ts";
import { definition } from "../testing/host.ts";

const hostWith = (pattern: string) =>
  defineHost(
    definition({
      hooks: [
        {
          name: "onExecute",
          title: "Run",
          description: "Runs.",
          params: [{ name: "text", schema: { type: "string", pattern } }],
        },
      ],
    }),
  );

test("a pattern that would try every way through a text is matched by its length, and says the same", () => {
  const host = hostWith("^(a+)+$");
  expect(host.validateInput("onExecute", ["aaaa"])).toEqual([]);
  expect(host.validateInput("onExecute", ["aab"])).toHaveLength(1);
  // JavaScript's own engine would take years for this one.
  const hostile = `${"a".repeat(5_000)}b`;
  expect(host.validateInput("onExecute", [hostile])).toHaveLength(1);
  expect(host.validateInput("onExecute", ["a".repeat(5_000)])).toEqual([]);
});

test("one that nothing can match in bounded time is refused with its place", () => {
  expect(() => hostWith("^(a+)+(?!b)\\1$")).toThrow(/pattern: could run away on a long text/);
});
