import { type Execution, type Json, newId } from "@scriptyard/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, createWorld, type World } from "../testing/world.ts";

let world: World;
let operator: Caller;
let recorded: Execution;
const maria = { id: "u_1042", email: "Maria@Example.com", name: "Maria Öz" };
beforeAll(async () => {
  world = await createWorld();
  operator = await world.as("operator");
  const author = await world.as("author");
  const { script, draft } = await author.scripts.create({
    realm: "acme",
    module: "find",
    name: "me",
    hook: "onExecute",
    language: "javascript",
    source: `export function onExecute(context, form) {
      log.info("=HYPERLINK(1)");
      flow.set("seen", true);
      return { action: "continue", outcome: form?.password === undefined ? "known" : "asked" };
    }`,
  });
  await author.versions.publish({ scriptId: script.id, note: "first", revision: draft.revision });
  const risk = (await world.store.scripts.byName(world.realm.id, "login", "risk-check"))!;
  const [listed] = await author.samples.list({ scriptId: risk.id });
  const [context] = (await author.samples.get({ id: listed!.id })).args as [
    { user: { [key: string]: Json } },
  ];
  const args = [{ ...context, user: { ...context.user, ...maria } }, { password: "hunter2 hunter2" }];
  const run = { realm: "acme", module: "find", name: "me", args };
  const { id } = await world.runner.execute(run, { userId: null, requestId: newId("req") });
  await world.recorder.flush();
  recorded = (await world.store.executions.byId(id))!;
});
afterAll(() => world[Symbol.asyncDispose]());

type Filter = Parameters<Caller["executions"]["list"]>[0]["filter"];

test("a run is found by what somebody has in hand, and by nothing near it", async () => {
  const found = async (filter: Filter) => {
    const { items } = await operator.executions.list({
      realm: "acme",
      filter: { module: "find", ...filter },
    });
    return items.map(({ id }) => id);
  };
  const finding: Filter[] = [
    { user: "maria@example.com" },
    { user: " MARIA ö" },
    { user: "u_1042" },
    { outcome: "asked" },
    { effect: "flow.set" },
    { requestId: recorded.requestId as `req_${string}` },
    { version: 1, minRunUs: 0, maxRunUs: 60_000_000, minOperations: 1 },
  ];
  for (const filter of finding) expect([filter, await found(filter)]).toEqual([filter, [recorded.id]]);
  const missing: Filter[] = [
    { user: "example.com" },
    { outcome: "ask" },
    { effect: "flow" },
    { minRunUs: 60_000_000 },
    { minOperations: 1_000_000_000 },
  ];
  for (const filter of missing) expect([filter, await found(filter)]).toEqual([filter, []]);
});

test("the record says whom it was about; what is masked stays masked, in the record and in what is exported", async () => {
  const seen = await operator.executions.get({ id: recorded.id });
  expect(seen.subject).toEqual([maria.id, maria.email, maria.name]);
  for (const format of ["csv", "jsonl"] as const) {
    const { text } = await operator.executions.export({ realm: "acme", filter: {}, format });
    expect(text).toContain(recorded.id);
    expect(text).not.toContain("hunter2");
    expect(text).not.toContain(recorded.seed);
  }
});

test("an export is the list, page after page, and no formula of whoever opens it", async () => {
  const copies = Array.from({ length: 1_200 }, (_, i) => ({
    ...recorded,
    id: newId("exe"),
    startedAt: recorded.startedAt - i,
  }));
  await world.store.executions.insertMany(copies);
  const filter: Filter = { user: maria.email, module: "find" };
  const pages: { text: string; rows: number }[] = [];
  let cursor: string | null = null;
  do {
    const page: { text: string; rows: number; next: string | null } = await operator.executions.export({
      realm: "acme",
      filter,
      format: "csv",
      cursor,
    });
    pages.push(page);
    cursor = page.next;
  } while (cursor !== null);
  expect(pages.map(({ rows }) => rows)).toEqual([500, 500, 201]);
  const [head, ...lines] = pages
    .map(({ text }) => text)
    .join("")
    .trimEnd()
    .split("\r\n");
  expect(head).toMatch(/^\ufeff"id","startedAt"/);
  expect(new Set(lines.map((line) => line.slice(1, 31)))).toEqual(
    new Set([recorded, ...copies].map(({ id }) => id)),
  );
  expect(lines.every((line) => line.endsWith(`"'=HYPERLINK(1)"`))).toBe(true);
});
