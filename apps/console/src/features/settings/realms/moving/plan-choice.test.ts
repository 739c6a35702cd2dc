import { expect, test } from "vitest";
import { askedOf, firstChoice, type ImportPlan, type PlanRow, shownRows } from "./plan-choice.ts";

const row = (key: string, status: PlanRow["status"], problem: string | null = null): PlanRow => ({
  key,
  kind: "script",
  status,
  changes: [],
  note: null,
  problem,
  findings: [],
});
const plan: ImportPlan = {
  from: { realm: "shop", title: "Shop", whole: true },
  basedOn: "x",
  rows: [
    row("scripts/a/new", "new"),
    row("scripts/a/broken", "new", "It does not fit."),
    row("scripts/a/both", "conflicting"),
    row("scripts/a/same", "same"),
    row("secrets/partners/pay", "missing"),
  ],
};

test("what is new or changed is chosen, unless it does not fit; what was changed here too is not", () => {
  expect([...firstChoice(plan)]).toEqual(["scripts/a/new"]);
  expect(askedOf(plan, firstChoice(plan))).toEqual({ except: ["scripts/a/broken"], overwrite: [] });
});

test("a choice says what is left out and what is written over", () => {
  expect(askedOf(plan, new Set(["scripts/a/both"]))).toEqual({
    except: ["scripts/a/new", "scripts/a/broken"],
    overwrite: ["scripts/a/both"],
  });
});

test("what is the same is counted, not shown", () => {
  expect(shownRows(plan)).toMatchObject({ same: 1, rows: { length: 4 } });
});
