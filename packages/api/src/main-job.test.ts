// Long: the main job told from its beginning to its end, and the screens around it, in one world.
import type { SampleSummary } from "@scriptyard/model";
import type { RunnerEvent } from "@scriptyard/runner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ScriptItem } from "./index.ts";
import { type Caller, createWorld, type World } from "./testing/world.ts";

let world: World;
let author: Caller;
beforeAll(async () => {
  world = await createWorld();
  author = await world.as("author");
});
afterAll(() => world[Symbol.asyncDispose]());

const risk = { realm: "acme", module: "login", name: "risk-check" };

describe("the main job", () => {
  test("tree, edit, preview, publish, run, error, replay, fix, roll back", async () => {
    const { items } = await author.scripts.list({ realm: "acme" });
    const names = items.map((item) => `${item.module}/${item.name}`);
    expect(names).toEqual([...names].sort());
    const opened = await author.scripts.get(risk);
    expect(opened.item).toMatchObject({ status: "live", changedLines: 0, draftRevision: 1, liveVersion: 1 });
    expect(opened.flow).toEqual({
      name: "login",
      node: "risk-check",
      decides: true,
      outcomeMembers: ["outcome", "resume"],
      exits: [
        { outcome: null, to: "second-factor", title: "Second factor" },
        { outcome: "suspicious", to: "second-factor", title: "Second factor" },
      ],
    });
    expect(opened.live?.source).toBe(opened.draft.source);

    // Edit: one line more.
    const scriptId = opened.item.id;
    const source = opened.draft.source.replace(
      /export function onExecute\(.*\n/,
      (line) => `${line}  throw new Error("planted");\n`,
    );
    const saved = await author.drafts.save({ scriptId, source, baseRevision: 1 });
    expect(saved).toMatchObject({
      ok: true,
      draft: { revision: 2 },
      item: { status: "live-with-changes", changedLines: 1 },
    });
    const lost = await author.drafts.save({ scriptId, source: "// older", baseRevision: 1 });
    expect(lost).toMatchObject({
      ok: false,
      conflict: { current: { revision: 2 }, yours: { source: "// older" } },
    });
    expect((await author.drafts.lost({ scriptId })).map((one) => one.source)).toContain("// older");

    // Preview against a sample.
    const [{ id }] = (await author.samples.list({ scriptId })) as [SampleSummary];
    const sample = await author.samples.get({ id });
    const preview = await author.scripts.preview({ scriptId, args: sample.args });
    expect(preview).toMatchObject({
      status: "error",
      error: { type: "execution", message: expect.stringContaining("planted") },
    });

    // Publish it, run it, find the error.
    await expect(author.versions.publish({ scriptId, note: " ", revision: 2 })).rejects.toThrow(/note: /);
    const published = await author.versions.publish({ scriptId, note: "breaks it", revision: 2 });
    expect(published.version.number).toBe(2);
    const failed = await world.runner.execute(
      { ...risk, args: sample.args },
      { userId: null, requestId: null },
    );
    expect(failed.status).toBe("error");
    await world.recorder.flush();
    const page = await author.executions.list({
      realm: "acme",
      filter: { scriptId, status: "error", trigger: "http" },
    });
    expect(page.items.map((one) => one.id)).toEqual([failed.id]);
    const detail = await author.executions.get({ id: failed.id });
    expect(detail.source).toBe(source);
    expect(detail.source!.split("\n")[detail.error!.stack[0]!.line - 1]).toContain("planted");
    expect(await author.errors.openCount({ realm: "acme" })).toBe(1);
    const group = (await author.errors.list({ realm: "acme", filter: { status: "open" } })).items[0]!;
    expect(await author.errors.get({ id: group.id })).toMatchObject({
      count: 1,
      lastExecution: { id: failed.id },
      source,
    });

    // Replay gives the same; on the fixed draft it does not.
    expect(await author.executions.replay({ executionId: failed.id })).toMatchObject({ same: true });
    const traced = await author.executions.trace({ executionId: failed.id });
    expect(traced).toMatchObject({ status: "error", diverged: [], trace: { gap: null } });
    await author.drafts.save({ scriptId, source: opened.draft.source, baseRevision: 2 });
    const replayed = await author.executions.replay({ executionId: failed.id, on: "draft" });
    expect(replayed).toMatchObject({ same: false, execution: { status: "ok" } });

    // Roll back, resolve, keep the recording as a sample.
    const event = await author.versions.rollback({ scriptId, toVersion: 1, note: "as before" });
    expect(event).toMatchObject({ kind: "rollback", version: 1, previousVersion: 2 });
    await author.errors.act({ realm: "acme", ids: [group.id], act: { kind: "resolve" } });
    expect(await author.errors.get({ id: group.id })).toMatchObject({
      status: "resolved",
      resolvedVersion: 1,
      statusByName: "The author",
    });
    const kept = await author.samples.fromExecution({ executionId: failed.id, name: "what broke" });
    expect((await author.samples.list({ scriptId })).map((one) => one.id)).toContain(kept.id);

    const { items: versions, next } = await author.versions.list({ scriptId });
    expect(next).toBeNull();
    expect(versions.map((one) => [one.number, one.live])).toEqual([
      [2, false],
      [1, true],
    ]);
    expect(versions[0]).toMatchObject({ authorName: "The author" });
    expect(versions[0]).not.toHaveProperty("source");
    const events = await author.versions.events({ realm: "acme", scriptId });
    expect(events.map((one) => one.kind)).toEqual(["rollback", "publish", "publish"]);
    const restored = await author.versions.restore({ scriptId, version: 2, baseRevision: 3 });
    expect(restored).toMatchObject({ ok: true, item: { status: "live-with-changes" } });
  });

  test("a draft with a type error is not published, and the diagnostics say where", async () => {
    const { item, draft } = await author.scripts.get({
      realm: "acme",
      module: "login",
      name: "profile-gate",
    });
    const source = `${draft.source}\nconst wrong: number = "text";\n`;
    const saved = await author.drafts.save({ scriptId: item.id, source, baseRevision: draft.revision });
    if (!saved.ok) throw new Error("expected the save to succeed");
    const refused = author.versions.publish({
      scriptId: item.id,
      note: "no",
      revision: saved.draft.revision,
    });
    await expect(refused).rejects.toMatchObject({
      code: "UNPROCESSABLE_CONTENT",
      cause: {
        code: "draft_invalid",
        details: { diagnostics: [expect.objectContaining({ code: "ts2322", severity: "error" })] },
      },
    });
    expect(
      (await author.scripts.get({ realm: "acme", module: "login", name: "profile-gate" })).item.liveVersion,
    ).toBe(1);
  });
});

describe("scripts", () => {
  test("are created from a template, and removed only while never published", async () => {
    const templates = await author.scripts.templates({ realm: "acme" });
    expect(templates.length).toBeGreaterThanOrEqual(10);
    const template = templates[0]!;
    const made = await author.scripts.create({
      realm: "acme",
      module: "experiments",
      name: "first",
      hook: template.hook,
      language: template.language,
      template: template.id,
    });
    expect(made.draft.source).toBe(template.source);
    await author.scripts.remove({ scriptId: made.script.id });
    await expect(author.scripts.check({ scriptId: made.script.id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const { item } = await author.scripts.get(risk);
    await expect(author.scripts.remove({ scriptId: item.id })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("libraries come with their drafts, by pages of a million characters", async () => {
    const all = await author.scripts.libraries({ realm: "acme" });
    const dates = all.items.find((one) => one.specifier === "shared/dates")!;
    expect(dates).toMatchObject({ language: "typescript", draftSource: expect.stringContaining("export") });
    expect(all.next).toBeNull();
    const source = `export const a = 1; // ${"x".repeat(200_000)}`;
    const large = { realm: "acme", module: "zoo", hook: null, language: "typescript", source } as const;
    const made: string[] = [];
    for (let n = 0; n < 6; n++)
      made.push((await author.scripts.create({ ...large, name: `large-${n}` })).script.id);
    const first = await author.scripts.libraries({ realm: "acme" });
    expect(first.items.reduce((sum, one) => sum + one.draftSource.length, 0)).toBeLessThanOrEqual(1_000_000);
    const second = await author.scripts.libraries({ realm: "acme", cursor: first.next! });
    expect(first.items.length + second.items.length).toBe(all.items.length + 6);
    expect(second.next).toBeNull();
    // Of drafts that changed, those that are libraries; what is no library, or not there, is left out.
    const { item } = await author.scripts.get(risk);
    const some = await author.scripts.libraries({ realm: "acme", ids: [made[2] as never, item.id] });
    expect(some).toEqual({
      items: [first.items.concat(second.items).find((one) => one.scriptId === made[2])],
      next: null,
    });
    for (const scriptId of made) await author.scripts.remove({ scriptId: scriptId as never });
  });

  test("unknown fields and limits out of range are named", async () => {
    const { item } = await author.scripts.get(risk);
    await expect(
      author.scripts.updateSettings({ scriptId: item.id, limits: { timeoutMs: 99_999 } }),
    ).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await author.scripts.updateSettings({ scriptId: item.id, limits: { timeoutMs: 150 } });
    expect((await author.scripts.get(risk)).item.limits).toEqual({ timeoutMs: 150 });
  });
});

describe("realms are apart", () => {
  test("an unknown realm is named with the known ones, another realm's script does not exist", async () => {
    await expect(author.scripts.tree({ realm: "nowhere" })).rejects.toThrow(/Known realms: acme/);
    const other = await world.store.realms.create({
      ...world.realm,
      id: "rlm_00000000000000000000000002",
      name: "second",
    });
    expect(await author.scripts.tree({ realm: other.name })).toEqual({ scripts: 0, modules: [], next: null });
    const { item } = await author.scripts.get(risk);
    for (const ask of [
      () => author.executions.list({ realm: "second", filter: { scriptId: item.id } }),
      () => author.executions.histogram({ realm: "second", filter: { scriptId: item.id } }),
      () => author.errors.list({ realm: "second", filter: { scriptId: item.id } }),
      () => author.versions.events({ realm: "second", scriptId: item.id }),
    ])
      await expect(ask()).rejects.toMatchObject({ code: "NOT_FOUND" });
    const library = (await author.scripts.libraries({ realm: "acme" })).items[0]!.scriptId;
    expect((await author.scripts.libraries({ realm: "second", ids: [library] })).items).toEqual([]);
  });

  test("settings are the admin's, and checked", async () => {
    const admin = await world.as("admin");
    await expect(admin.realms.update({ realm: "acme", timeZone: "Mars/Base" })).rejects.toThrow(/timeZone/);
    for (const host of ["https://x.example", "x.example:8443"])
      await expect(admin.realms.update({ realm: "acme", allowedHosts: [host] })).rejects.toThrow(
        `allowedHosts.0: "${host}" is not a host name`,
      );
    expect(await admin.realms.update({ realm: "acme", title: "Acme Inc." })).toMatchObject({
      title: "Acme Inc.",
    });
  });
});

describe("screens", () => {
  test("overview, flows, host", async () => {
    world.clock.nowMs = Date.now();
    const toMs = Date.now() + 1_000;
    const overview = await author.overview.get({ realm: "acme", fromMs: toMs - 86_400_000, toMs });
    expect(overview.executions).toBeGreaterThan(0);
    expect(Object.values(overview.scriptNames)).toContainEqual({ module: "login", name: "risk-check" });
    expect(overview.health).toMatchObject({ status: "healthy", reasons: [] });
    expect(overview.recentPublishes[0]).toHaveProperty("authorName");

    const flow = await author.flows.get({ realm: "acme", flow: "login" });
    expect(flow).toMatchObject({ liveVersion: 1, draft: { changes: 0 } });
    expect(flow.nodeViews.map((view) => view.node)).toEqual(flow.nodes.map((node) => node.name));
    expect(flow.nodeViews[0]).toMatchObject({
      status: expect.any(String),
      stats: { executions: expect.any(Number) },
    });
    const login = { realm: "acme", flow: "login" };
    const { graph, revision: baseRevision } = flow.draft;
    const moved = { ...graph, nodes: graph.nodes.map((node) => ({ ...node, position: { x: 1, y: 2 } })) };
    const saved = await author.flows.saveDraft({ ...login, graph: moved, baseRevision });
    expect(saved.draft.graph.nodes[0]!.position).toEqual({ x: 1, y: 2 });
    const strange = { ...moved, entry: "nope" };
    await expect(author.flows.saveDraft({ ...login, graph: strange, baseRevision })).rejects.toThrow(/nope/);

    expect((await author.host.declarations({ realm: "acme" })).text).toContain("interface ScriptyardHooks");
    expect(await author.host.inputSchema({ realm: "acme", hook: "onExecute" })).toBeTypeOf("object");
    await expect(author.host.inputSchema({ realm: "acme", hook: "nope" })).rejects.toThrow(/onExecute/);
    expect((await author.host.reference({ realm: "acme" })).functions.length).toBeGreaterThan(10);
  });

  test("whoever may not publish does not walk live scripts as somebody", async () => {
    const operator = await world.as("operator");
    const [persona] = await author.flows.personas({ realm: "acme", flow: "login" });
    const at = { realm: "acme", flow: "login" };
    const asMaria = operator.flows.try({ ...at, mode: "live", context: persona!.context });
    await expect(asMaria).rejects.toThrow(
      /context: live scripts are tried in somebody's name by authors only/,
    );
    const { request } = persona!.context;
    for (const allowed of [
      { ...at, mode: "live" as const, context: { request: request!, user: null } },
      { ...at, mode: "draft" as const, context: persona!.context },
    ])
      expect((await operator.flows.try(allowed)).sessionId).toMatch(/^fls_/);
    expect((await author.flows.try({ ...at, mode: "live", context: persona!.context })).sessionId).toMatch(
      /^fls_/,
    );
  });

  test("trying a flow answers an address that opens once", async () => {
    const [persona] = await author.flows.personas({ realm: "acme", flow: "login" });
    const tried = await author.flows.try({
      realm: "acme",
      flow: "login",
      mode: "draft",
      context: persona!.context,
    });
    expect(tried.url).toMatch(new RegExp(`^/f/acme/login/s/${tried.sessionId}\\?k=[\\w-]{43}$`));
  });
});

describe("live events", () => {
  test("arrive numbered, resume where they stopped, and end with the session", async () => {
    const context = await world.context("author");
    const { createCaller } = await import("./router.ts");
    const caller = createCaller(context);
    const { item } = await caller.scripts.get({ realm: "acme", module: "shared", name: "dates" });
    const follow = async (lastEventId?: string) => {
      const stream = await caller.events.stream({
        realm: "acme",
        types: ["draft"],
        ...(lastEventId ? { lastEventId } : {}),
      });
      return (stream as AsyncIterable<[string, RunnerEvent, symbol]>)[Symbol.asyncIterator]();
    };
    const save = async () => {
      const { draft } = await caller.scripts.get({ realm: "acme", module: "shared", name: "dates" });
      await caller.drafts.save({
        scriptId: item.id,
        source: `${draft.source}\n`,
        baseRevision: draft.revision,
      });
    };

    const first = await follow();
    const arriving = first.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await save();
    const [id, event] = (await arriving).value as [string, RunnerEvent, symbol];
    expect(event).toMatchObject({ type: "draft", scriptId: item.id, userId: world.users.author.id });
    await first.return?.();

    await save();
    const second = await follow(id);
    const missed = (await second.next()).value as [string, RunnerEvent, symbol];
    expect(missed[1]).toMatchObject({ type: "draft", scriptId: item.id });
    const ending = second.next();
    await world.services.sessions.end(context.session!);
    expect(await ending).toMatchObject({ done: true });
  });
});

test("item type is what lists answer", async () => {
  const { items }: { items: ScriptItem[] } = await author.scripts.list({ realm: "acme" });
  expect(items.every((item) => item.draftRevision >= 1)).toBe(true);
});
