import { expect, test } from "vitest";
import { parseFlowSearch } from "./search.ts";

test("a walk has an address; what makes no sense is left out", () => {
  const walk = { try: true, visitor: "Maria, as every day", scripts: "live", walk: "fls_01ab" } as const;
  expect(parseFlowSearch({ ...walk })).toEqual(walk);
  expect(parseFlowSearch({ try: "yes", visitor: 7, scripts: "draft", walk: "../x", node: "" })).toEqual({});
});
