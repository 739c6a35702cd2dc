import { newId, quotas } from "@scriptyard/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../actor.ts";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../testing/lab.ts";
import { decision, fault, go } from "../../testing/scripts.ts";

let machines: Machines;
let lab: Lab;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());

type Made = { ids: Map<string, string>; text: (specifier: string) => Promise<string> };

/** A realm of drafts; a text with a hook is a script, others are libraries. */
async function draftsOf(texts: { [specifier: string]: string }): Promise<Made & AsyncDisposable> {
  lab = await openLab(machines);
  const ids = new Map<string, string>();
  for (const [specifier, source] of Object.entries(texts)) {
    const [module = "", name = ""] = specifier.split("/");
    const hook = source.includes("onExecute") ? "onExecute" : null;
    const { script } = await lab.runner.createScript(
      { realm: "test", module, name, hook, language: "typescript", source },
      actor,
    );
    ids.set(specifier, script.id);
  }
  return {
    ids,
    text: async (specifier) => (await lab.store.drafts.get(ids.get(specifier)!))!.source,
    [Symbol.asyncDispose]: () => lab[Symbol.asyncDispose](),
  };
}

const dates =
  "export function isWeekend(day: number): boolean {\n  return day > 5;\n}\nexport const day = 1;\n";
const user = (imported: string, body = "") =>
  `import { ${imported} } from "shared/dates";\n${decision(`  ${body}\n  ${go()}`)}`;

/** In `specifier`, at the first place of a word. */
async function asked(made: Made, specifier: string, word: string, newName: string) {
  const scriptId = made.ids.get(specifier)!;
  const { source, revision } = (await lab.store.drafts.get(scriptId))!;
  const before = source.slice(0, source.indexOf(word)).split("\n");
  return { scriptId, revision, line: before.length, column: before.at(-1)!.length + 1, newName };
}

async function planned(made: Made, specifier: string, word: string, newName: string) {
  const wish = await asked(made, specifier, word, newName);
  const plan = await lab.runner.planRename(wish, actor);
  if (plan.status !== "ready") throw new Error(plan.message);
  const drafts = plan.scripts.map(({ scriptId, digest }) => ({ scriptId, digest }));
  return { wish: { ...wish, ...plan.place }, plan, drafts };
}

/** Somebody else who writes scripts. */
async function colleague(name: string): Promise<Actor> {
  const userId = newId("usr");
  const { now: createdAt } = lab.clock;
  const rest = { role: "author", passwordHash: null, disabled: false, createdAt, lastSeenAt: null } as const;
  await lab.store.users.create({ id: userId, email: `${userId}@acme.example`, name, ...rest });
  return { userId, requestId: null };
}

async function saveAs(who: Actor, scriptId: string, source: string): Promise<void> {
  const { revision } = (await lab.store.drafts.get(scriptId))!;
  const saved = await lab.runner.saveDraft({ scriptId, source, baseRevision: revision }, who);
  expect(saved.ok).toBe(true);
}

describe("a rename of an export", () => {
  test("is shown first, changes every draft that uses it, no version, and is taken back as one", async () => {
    await using made = await draftsOf({
      "shared/dates": dates,
      "login/a": user("isWeekend", "if (isWeekend(1)) log.info('isWeekend');"),
      "login/b": user("isWeekend as free", "free(2);"),
      "login/c": user("day", "day;"),
    });
    const a = made.ids.get("login/a")!;
    await lab.runner.publish({ scriptId: made.ids.get("shared/dates")!, note: "x", revision: 1 }, actor);
    await lab.runner.publish({ scriptId: a, note: "x", revision: 1 }, actor);
    const live = (await lab.store.versions.byNumber(a, 1))!.source;

    const { wish, plan, drafts } = await planned(made, "login/a", "isWeekend", "isRestDay");
    expect(plan).toMatchObject({ name: "isWeekend", newName: "isRestDay" });
    expect(
      plan.scripts.map(({ specifier, liveVersion, lines }) => [
        specifier,
        liveVersion,
        lines.map(({ line, after }) => `${line} ${after}`),
      ]),
    ).toEqual([
      [
        "login/a",
        1,
        ['1 import { isRestDay } from "shared/dates";', "3   if (isRestDay(1)) log.info('isWeekend');"],
      ],
      ["login/b", null, ['1 import { isRestDay as free } from "shared/dates";']],
      ["shared/dates", 1, ["1 export function isRestDay(day: number): boolean {"]],
    ]);
    expect(await made.text("login/a")).toContain("isWeekend(1)");

    const texts = await Promise.all([...made.ids.keys()].map(made.text));
    const done = await lab.runner.rename({ ...wish, drafts }, actor);
    expect(done).toMatchObject({ ok: true });
    expect(await made.text("login/a")).toContain("if (isRestDay(1)) log.info('isWeekend');");
    expect(await made.text("login/c")).toBe(texts[3]);
    expect((await lab.store.versions.byNumber(a, 1))!.source).toBe(live);
    expect(await lab.runner.check({ scriptId: a, libraryDrafts: true }, actor)).toEqual([]);
    const history = await lab.runner.draftHistory({ scriptId: a, before: null, limit: 1 }, actor);
    expect(history.items[0]).toMatchObject({ kind: "rename", origin: 3 });

    if (!done.ok) throw new Error("not done");
    expect(await lab.runner.undoRename(done.drafts, actor)).toMatchObject({ ok: true });
    expect(await Promise.all([...made.ids.keys()].map(made.text))).toEqual(texts);
  });

  test("is refused whole when a line that changes is another one by now, and says whose draft and who", async () => {
    await using made = await draftsOf({
      "shared/dates": dates,
      "login/a": user("isWeekend", "isWeekend(1);"),
      "login/b": user("isWeekend", "isWeekend(2);"),
    });
    const { wish, drafts } = await planned(made, "shared/dates", "isWeekend", "isRestDay");
    const artur = await colleague("Artur Author");
    await saveAs(artur, made.ids.get("login/b")!, user("isWeekend", "isWeekend(3);"));
    expect(await lab.runner.rename({ ...wish, drafts }, actor)).toEqual({
      ok: false,
      changed: [{ specifier: "login/b", by: { kind: "member", name: "Artur Author" } }],
      joined: [],
    });
    expect(await made.text("shared/dates")).toBe(dates);

    const again = await planned(made, "shared/dates", "isWeekend", "isRestDay");
    const done = await lab.runner.rename({ ...again.wish, drafts: again.drafts }, actor);
    if (!done.ok) throw new Error("not done");
    await lab.save(made.ids.get("login/a")!, "// mine\n");
    expect(await lab.runner.undoRename(done.drafts, actor)).toEqual({
      ok: false,
      changed: [{ specifier: "login/a", by: { kind: "nobody" } }],
      joined: [],
    });
    expect(await made.text("login/b")).toContain("isRestDay(3)");
  });

  test("goes past what a colleague typed meanwhile on other lines, also above the name itself, and keeps it", async () => {
    await using made = await draftsOf({
      "shared/dates": dates,
      "login/a": user("isWeekend", "isWeekend(1);"),
    });
    const { wish, drafts } = await planned(made, "shared/dates", "isWeekend", "isRestDay");
    const artur = await colleague("Artur Author");
    const library = made.ids.get("shared/dates")!;
    await saveAs(artur, library, `// Days of a week.\n${dates}export const night = 2;\n`);
    await saveAs(artur, made.ids.get("login/a")!, `${await made.text("login/a")}// Artur was here.\n`);

    // Looked at again with what the first plan said of the place, it is found where it stands now.
    const again = await lab.runner.planRename(wish, actor);
    expect(again).toMatchObject({ status: "ready", place: { revision: 2, line: 2 } });
    const done = await lab.runner.rename({ ...wish, drafts }, actor);
    expect(done).toMatchObject({ ok: true });
    expect(await made.text("shared/dates")).toMatch(/^\/\/ Days.*function isRestDay.*night = 2/s);
    expect(await made.text("login/a")).toMatch(/isRestDay\(1\).*Artur was here/s);
    // One state of its own beside Artur's.
    const { items } = await lab.runner.draftHistory({ scriptId: library, before: null, limit: 2 }, actor);
    expect(items.map(({ kind }) => kind)).toEqual(["rename", "save"]);
  });

  test("a draft named twice is not taken back twice, and nothing past the room that drafts have", async () => {
    await using made = await draftsOf({ "shared/dates": dates });
    const { wish, drafts } = await planned(made, "shared/dates", "isWeekend", "isRest");
    const done = await lab.runner.rename({ ...wish, drafts }, actor);
    if (!done.ok) throw new Error("not renamed");
    const [one] = done.drafts;
    await expect(lab.runner.undoRename([one!, one!], actor)).rejects.toMatchObject({ code: "bad_request" });
    const script = (await lab.store.scripts.byId(one!.scriptId))!;
    const source = "x".repeat(quotas.draftBytes.most);
    await lab.store.scripts.create(
      { ...script, id: newId("scr"), name: "full" },
      { source, userId: null },
      [],
    );
    await expect(lab.runner.undoRename([one!], actor)).rejects.toMatchObject({ code: "too_large" });
    expect(await made.text("shared/dates")).toContain("isRest(");
  });

  test("is refused when another script has come to use the name, or the line asked about has changed", async () => {
    await using made = await draftsOf({ "shared/dates": dates, "login/a": user("day", "day;") });
    const { wish, drafts } = await planned(made, "shared/dates", "isWeekend", "isRestDay");
    await lab.save(made.ids.get("login/a")!, user("isWeekend", "isWeekend(3);"));
    expect(await lab.runner.rename({ ...wish, drafts }, actor)).toEqual({
      ok: false,
      changed: [],
      joined: ["login/a"],
    });
    await saveAs(await colleague("Artur Author"), wish.scriptId, dates.replace("(day:", "(of:"));
    expect((await fault(lab.runner.rename({ ...wish, drafts }, actor))).message).toBe(
      "Artur Author changed this line of shared/dates meanwhile. Look at it, and try again.",
    );
  });

  test("keeps the old name beside one that is taken in an importer, and follows re-exports", async () => {
    await using made = await draftsOf({
      "shared/dates": dates,
      "shared/all": 'export * from "shared/dates";\n',
      "login/a": user("isWeekend", "const isRestDay = isWeekend(1); log.info(String(isRestDay));"),
      "login/b": `import { isWeekend } from "shared/all";\n${decision(`  isWeekend(2); ${go()}`)}`,
    });
    const { wish, plan, drafts } = await planned(made, "shared/dates", "isWeekend", "isRestDay");
    expect(plan.scripts.map(({ specifier, keepsName }) => [specifier, keepsName])).toEqual([
      ["login/a", true],
      ["login/b", false],
      ["shared/dates", false],
    ]);
    await lab.runner.rename({ ...wish, drafts }, actor);
    expect(await made.text("login/a")).toContain('import { isRestDay as isWeekend } from "shared/dates";');
    expect(await made.text("login/b")).toContain("isRestDay(2)");
    for (const specifier of ["login/a", "login/b"])
      expect(
        await lab.runner.check({ scriptId: made.ids.get(specifier)!, libraryDrafts: true }, actor),
      ).toEqual([]);
  });

  test.each([
    ["isWeekend", "day", "is a name in shared/dates already"],
    ["isWeekend", "is-rest", "letters, digits"],
    ["isWeekend", "class", "word of the language"],
    ["isWeekend", "isWeekend", "called"],
    ["return", "other", "no name"],
    ["number", "other", "no name"],
  ])("%s to %s is refused in words", async (word, newName, message) => {
    await using made = await draftsOf({ "shared/dates": dates });
    const wish = await asked(made, "shared/dates", word, newName);
    expect(await lab.runner.planRename(wish, actor)).toMatchObject({
      status: "refused",
      message: expect.stringContaining(message),
    });
  });
});

test("what only one text sees is renamed there alone", async () => {
  await using made = await draftsOf({
    "shared/dates": dates,
    "login/a": user("isWeekend as free", "free(1); const local = 2; log.info(String(local));"),
  });
  const alias = await planned(made, "login/a", "free", "off");
  expect(
    alias.plan.scripts.map(({ specifier, lines }) => [specifier, lines.map(({ after }) => after)]),
  ).toEqual([
    [
      "login/a",
      [
        'import { isWeekend as off } from "shared/dates";',
        "  off(1); const local = 2; log.info(String(local));",
      ],
    ],
  ]);
  const local = await planned(made, "login/a", "local", "own");
  expect(local.plan.scripts.map(({ lines }) => lines.map(({ line }) => line))).toEqual([[3]]);
});

test("references are found over scripts, with what is typed and not saved, and line texts", async () => {
  await using made = await draftsOf({
    "shared/dates": dates,
    "login/a": user("isWeekend", "isWeekend(1);"),
  });
  const { scriptId, line, column } = await asked(made, "shared/dates", "isWeekend", "x");
  const source = `${dates}isWeekend(9);\n`;
  const found = await lab.runner.references({ scriptId, source, line, column }, actor);
  if (found.status !== "found") throw new Error(found.status);
  expect(found).toMatchObject({ name: "isWeekend", declaredIn: "shared/dates", more: 0, notLookedAt: 0 });
  expect(
    found.scripts.flatMap(({ specifier, places }) =>
      places.map(({ line: at, text, textColumn }) => `${specifier}:${at} ${text.slice(textColumn - 1)}`),
    ),
  ).toEqual([
    'login/a:1 isWeekend } from "shared/dates";',
    "login/a:3 isWeekend(1);",
    "shared/dates:1 isWeekend(day: number): boolean {",
    "shared/dates:5 isWeekend(9);",
  ]);
});

test("libraries that hand names on are followed for some levels; that there are more is told", async () => {
  const chain = Array.from({ length: 10 }, (_, n) => [
    `shared/hand${n}`,
    n === 0 ? dates : `export * from "shared/hand${n - 1}";\n`,
  ]);
  await using made = await draftsOf(Object.fromEntries(chain));
  const wish = await asked(made, "shared/hand0", "isWeekend", "isRestDay");
  const found = await lab.runner.references(wish, actor);
  expect(found).toMatchObject({ status: "found", notLookedAt: 1 });
  expect(await lab.runner.planRename(wish, actor)).toMatchObject({ status: "refused" });
});
