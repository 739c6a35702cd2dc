import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, createWorld, type World } from "../testing/world.ts";

let world: World;
let author: Caller;
beforeAll(async () => {
  world = await createWorld();
  author = await world.as("author");
});
afterAll(() => world[Symbol.asyncDispose]());

const risk = async () => (await author.scripts.get({ realm: "acme", module: "shared", name: "risk" })).item;

test("the demo realm's libraries, nodes and settings say who uses them", async () => {
  const used = (thing: Parameters<Caller["references"]["usedBy"]>[0]["thing"]) =>
    author.references.usedBy({ realm: "acme", thing });
  const library = await used({ kind: "script", scriptId: (await risk()).id });
  expect(library.uses).toContainEqual(
    expect.objectContaining({ kind: "script", specifier: "login/risk-check", draft: true, liveVersion: 1 }),
  );
  const node = await used({ kind: "node", flow: "login", node: "second-factor" });
  expect(node.uses).toContainEqual(expect.objectContaining({ kind: "node", node: "risk-check" }));
  const setting = await used({ kind: "setting", path: ["risk", "challengeAt"] });
  expect(setting.uses.map((use) => use.kind === "script" && use.specifier)).toEqual([
    "login/risk-check",
    "login/second-factor",
  ]);
});

test("a rename is planned, done and taken back over the wire", async () => {
  const { item, draft } = await author.scripts.get({ realm: "acme", module: "shared", name: "risk" });
  const at = draft.source.indexOf("export function isNewCountry") + "export function ".length;
  const before = draft.source.slice(0, at).split("\n");
  const asked = {
    scriptId: item.id,
    revision: draft.revision,
    line: before.length,
    column: before.at(-1)!.length + 1,
    newName: "isUnusualCountry",
  };
  const plan = await author.references.planRename(asked);
  if (plan.status !== "ready") throw new Error(plan.message);
  expect(plan.scripts.length).toBeGreaterThan(1);
  const drafts = plan.scripts.map(({ scriptId, digest }) => ({ scriptId, digest }));
  const done = await author.references.rename({ ...asked, ...plan.place, drafts });
  if (!done.ok) throw new Error("not done");
  const renamed = await author.scripts.get({ realm: "acme", module: "shared", name: "risk" });
  expect(renamed.draft.source).toContain("isUnusualCountry");
  expect(await author.references.undoRename({ realm: "acme", drafts: done.drafts })).toMatchObject({
    ok: true,
  });
  expect((await author.scripts.get({ realm: "acme", module: "shared", name: "risk" })).draft.source).toBe(
    draft.source,
  );
});

test("things of another realm do not exist", async () => {
  const other = { realm: "kriegspiel", thing: { kind: "script", scriptId: (await risk()).id } } as const;
  await expect(author.references.usedBy(other)).rejects.toThrow();
});
