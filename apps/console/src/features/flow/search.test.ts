import { expect, test } from "vitest";
import { parseFlowSearch } from "./search.ts";

test("a walk has an address; what makes no sense is left out", () => {
  const walk = { try: true, visitor: "Maria, as every day", scripts: "live", walk: "fls_01ab" } as const;
  expect(parseFlowSearch({ ...walk })).toEqual(walk);
  expect(parseFlowSearch({ try: "yes", visitor: 7, scripts: "draft", walk: "../x", node: "" })).toEqual({});
  expect(parseFlowSearch({ traffic: "7d" })).toEqual({ traffic: "7d" });
  expect(parseFlowSearch({ traffic: "off" })).toEqual({ traffic: "off" });
  // A day is what is shown without a word.
  expect(parseFlowSearch({ traffic: "24h" })).toEqual({});
  expect(parseFlowSearch({ traffic: "2y" })).toEqual({});
});
