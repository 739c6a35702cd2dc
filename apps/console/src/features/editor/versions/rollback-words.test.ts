import { expect, test } from "vitest";
import { rollbackWords } from "./rollback-words.ts";

test("one line is no lines", () => {
  expect(rollbackWords({ added: 1, removed: 1 })).toBe("1 line comes back, 1 goes");
  expect(rollbackWords({ added: 0, removed: 12 })).toBe("0 lines come back, 12 go");
});
