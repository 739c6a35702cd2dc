import type { Payer } from "@scriptyard/languages";
import { createLocalWorkshop } from "@scriptyard/languages/workshop";
import { expect, test } from "vitest";
import { changedLinesOf } from "./changed-lines.ts";

test("a realm's comparisons wait in its own line, and take nobody's place there", async () => {
  await using local = createLocalWorkshop();
  const payers: Payer[] = [];
  const workshop = {
    ...local,
    changedLines(before: string, after: string, payer: Payer) {
      payers.push(payer);
      return local.changedLines(before, after, payer);
    },
  };
  const long = "line\n".repeat(1_000);
  expect(await changedLinesOf({ workshop }, { id: "rlm_a" }, long, `${long}more`)).toBe(1);
  expect(await changedLinesOf({ workshop }, { id: "rlm_b" }, "short", "text")).toBe(1);
  expect(payers).toEqual([{ realm: "rlm_a", person: null }]);
});
