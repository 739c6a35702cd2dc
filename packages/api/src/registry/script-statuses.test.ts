import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { arenaRealm } from "@scriptyard/hosts";
import { seedDemo } from "@scriptyard/runner";
import { fastify } from "fastify";
import { expect, test } from "vitest";
import { registerRest } from "../rest/register.ts";
import { scriptList } from "../rest/scripts/schemas.ts";
import { createWorld } from "../testing/world.ts";

const nobody = { userId: null, requestId: null };
const text = `export function onMessage(message: BusMessage): void {
  if (message.payload === "bad") throw new Error("refused " + "x".repeat(500));
}
`;
const message = (payload: string) => ({
  id: "m",
  topic: "battle.hit",
  payload,
  headers: {},
  time: "2026-05-04T07:30:00Z",
});

test("the status of a script: what runs, how long it compiled, how it fared", async () => {
  const folder = await mkdtemp(join(tmpdir(), "scriptyard-api-"));
  await mkdir(join(folder, "wargame"));
  await writeFile(join(folder, "wargame", "hit_simulator.ts"), text);
  {
    await using world = await createWorld({}, undefined, { folder, shownAs: "./scripts", hotReload: true });
    await seedDemo({ runner: world.runner, store: world.store, demo: arenaRealm });
    const caller = await world.as("operator");
    const read = async (window?: "1h" | "24h" | "7d") => {
      await world.recorder.flush();
      world.clock.nowMs = Math.max(Date.now(), world.clock.nowMs + 1_000);
      return caller.registry.scripts({ realm: "arena", ...(window ? { window } : {}) });
    };
    const row = async (name: string, window?: "1h" | "24h" | "7d") =>
      (await read(window)).scripts.find((one) => `${one.module}/${one.name}` === name)!;

    // Nothing ran: no figure is made up.
    const untouched = {
      layer: "default",
      version: null,
      path: null,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      language: "typescript",
      problem: null,
      compileUs: null,
      runs: 0,
      errors: 0,
      successRate: null,
      p50Us: null,
      p95Us: null,
      p99Us: null,
      lastRunAt: null,
      lastError: null,
    };
    expect(await row("wargame/damage_calculator")).toMatchObject({ hook: "onMessage", ...untouched });
    expect(await row("shared/rand")).toMatchObject({ hook: null, ...untouched });

    const run = (payload: string) =>
      world.runner.execute(
        { realm: "arena", module: "wargame", name: "hit_simulator", args: [message(payload)] },
        nobody,
      );
    const first = await run("good");
    await run("good");
    const failed = await run("bad");
    const last = await run("good");
    await world.runner.preview({ scriptId: first.scriptId, args: [message("bad")] }, nobody);
    const shown = await row("wargame/hit_simulator");
    expect(shown).toMatchObject({
      scriptId: first.scriptId,
      layer: "file",
      path: "wargame/hit_simulator.ts",
      sha256: first.sourceRef?.sha256,
      runs: 4,
      errors: 1,
      successRate: 0.75,
      lastRunAt: last.startedAt,
      lastError: { executionId: failed.id, type: "execution", at: failed.startedAt },
    });
    expect(shown.lastError!.message).toMatch(/^refused x+$/);
    expect(shown.lastError!.message).toHaveLength(300);
    expect(shown.compileUs).toBeGreaterThan(0);
    expect(shown.p50Us).toBeGreaterThan(0);
    expect(shown.p99Us).toBeGreaterThanOrEqual(shown.p95Us!);

    // The window moves on; the text stays.
    world.clock.nowMs += 2 * 3_600_000;
    expect(await row("wargame/hit_simulator", "1h")).toMatchObject({
      runs: 0,
      lastError: null,
      layer: "file",
    });
    expect(await row("wargame/hit_simulator", "7d")).toMatchObject({ runs: 4, errors: 1 });

    // A refused text does not run: the hash is that of what does.
    await writeFile(join(folder, "wargame", "hit_simulator.ts"), "export function onMessage( {");
    await expect
      .poll(async () => (await row("wargame/hit_simulator")).problem, { timeout: 8_000 })
      .not.toBeNull();
    expect((await row("wargame/hit_simulator")).sha256).toBe(first.sourceRef?.sha256);

    const draft = (await world.store.drafts.get(first.scriptId))!;
    await world.runner.publish({ scriptId: first.scriptId, note: "n", revision: draft.revision }, nobody);
    expect(await row("wargame/hit_simulator")).toMatchObject({ layer: "version", version: 1, path: null });
  }
  await rm(folder, { recursive: true });
});

test("over HTTP it is the same, for a token that may see it, and a window nobody knows is refused", async () => {
  await using world = await createWorld();
  await using app = fastify();
  await registerRest(app, world.services);
  const get = async (path: string, token: string) => {
    const answer = await app.inject({ url: path, headers: { authorization: `Bearer ${token}` } });
    return { status: answer.statusCode, body: answer.json() as { detail?: string } };
  };
  const token = await world.token(world.realm, "operator");
  const path = "/api/v1/realms/acme/scripts";
  const answer = await get(path, token);
  expect(answer.status).toBe(200);
  const caller = await world.as("operator");
  expect(scriptList.strict().parse(answer.body)).toEqual(await caller.registry.scripts({ realm: "acme" }));
  expect(scriptList.parse((await get(`${path}?window=7d`, token)).body).window).toBe("7d");
  const all = scriptList.parse(answer.body).scripts.map((one) => `${one.module}/${one.name}`);
  const read: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = scriptList.parse((await get(`${path}?limit=2${cursor && `&cursor=${cursor}`}`, token)).body);
    expect(page.total).toBe(all.length);
    expect(page.scripts.length).toBeLessThanOrEqual(2);
    read.push(...page.scripts.map((one) => `${one.module}/${one.name}`));
    cursor = page.next;
  }
  expect(read).toEqual(all);
  const some = scriptList.parse((await get(`${path}?text=RISK%20login`, token)).body);
  expect(some.scripts.map((one) => one.name)).toEqual(["risk-check"]);
  for (const wrong of ["limit=0", "limit=201", "limit=x", "cursor=x"])
    expect((await get(`${path}?${wrong}`, token)).status).toBe(400);
  const unknown = await get(`${path}?window=2y`, token);
  expect([unknown.status, unknown.body.detail]).toEqual([400, 'window: "2y" is not known. Use 1h, 24h, 7d.']);
  expect((await get(path, await world.token(world.realm))).status).toBe(403);
  expect((await get("/api/v1/realms/nobody/scripts", await world.token(undefined, "operator"))).status).toBe(
    404,
  );
  const { id: _, ...rest } = world.realm;
  const other = await world.store.realms.create({
    ...rest,
    id: "rlm_01kqt000000000000000000000",
    name: "other",
  });
  expect((await get(path, await world.token(other, "operator"))).status).toBe(404);
});
