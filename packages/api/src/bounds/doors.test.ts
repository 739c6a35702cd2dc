import { waitDetailsOf } from "@scriptyard/model";
import { fastify } from "fastify";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { registerRest } from "../rest/register.ts";
import { createCaller } from "../router.ts";
import { createWorld, type World } from "../testing/world.ts";
import { registerTrpc } from "../trpc/register.ts";
import type { GateBounds } from "./gate.ts";

const one: GateBounds = {
  perPerson: { underWay: 1, waiting: 1 },
  perRealm: { underWay: 2, waiting: 4 },
  longestWaitMs: 60_000,
};

let world: World;
const app = fastify({ routerOptions: { maxParamLength: 2_000 } });
let scriptId: string;
beforeAll(async () => {
  world = await createWorld({ bounds: { check: one, preview: one, search: one } });
  await registerRest(app, world.services);
  await registerTrpc(app, world.services, { secure: false, publicOrigin: null });
  const tree = await world.store.scripts.byName(world.realm.id, "login", "risk-check");
  scriptId = tree!.id;
});
afterAll(async () => {
  await app.close();
  await world[Symbol.asyncDispose]();
});

/** A batch of procedures, over the wire. */
async function batch(path: string, inputs: unknown[], bearer: string) {
  const answer = await app.inject({
    method: "POST",
    url: `/api/trpc/${inputs.map(() => path).join(",")}?batch=1`,
    headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
    payload: JSON.stringify(Object.fromEntries(inputs.entries())),
  });
  return { retryAfter: answer.headers["retry-after"], answers: answer.json() as Answer[] };
}
type Answer = { result?: unknown; error?: { data: { fault: string; retry: boolean; details: unknown } } };

test("each call of a batch counts; what is refused says 429, behind how many, and when to come back", async () => {
  const token = await world.token(undefined, "operator");
  const { answers, retryAfter } = await batch(
    "scripts.check",
    Array.from({ length: 5 }, () => ({ scriptId })),
    token,
  );
  const refused = answers.filter((answer) => answer.error);
  expect(answers.length - refused.length).toBe(2);
  for (const { error } of refused) {
    expect(error!.data).toMatchObject({ fault: "rate_limited", retry: true, httpStatus: 429 });
    expect(waitDetailsOf(error!.data.details)).toEqual({
      retryAfterMs: expect.any(Number),
      waitingBehind: 2,
    });
  }
  expect(Number(retryAfter)).toBeGreaterThanOrEqual(1);
});

test("to find out whose line a batch's calls stand in, the database is asked once", async () => {
  const token = await world.token(undefined, "operator");
  const other = (await world.store.scripts.byName(world.realm.id, "login", "done")) ?? null;
  const asked = vi.spyOn(world.store.scripts, "byId");
  try {
    const calls = Array.from({ length: 20 }, () => ({ scriptId: other?.id ?? scriptId }));
    const { answers } = await batch("scripts.check", calls, token);
    // Those that were let in read their script; those that were refused have asked for nothing.
    const refused = answers.filter(({ error }) => error?.data.fault === "rate_limited").length;
    expect(refused).toBe(18);
    expect(asked.mock.calls.length).toBeLessThanOrEqual(1 + 2 * (20 - refused));
  } finally {
    asked.mockRestore();
  }
});

test("one person's previews do not keep another's waiting, and who went away is not run", async () => {
  const realm = world.realm.id;
  using _underWay = await world.services.gates.preview.enter({ realm, person: world.users.operator.id });
  const operator = await world.context("operator");
  const [{ id } = { id: "" }] = await createCaller(operator).samples.list({ scriptId });
  const { args } = await createCaller(operator).samples.get({ id: id as never });
  const input = { scriptId, args };
  const cut = new AbortController();
  const waiting = createCaller(operator, { signal: cut.signal }).scripts.preview(input);
  waiting.catch(() => {});
  // Until it stands in line, a second one finds room there.
  await expect
    .poll(() =>
      createCaller(operator, { signal: AbortSignal.timeout(1) })
        .scripts.preview(input)
        .catch(codeOf),
    )
    .toBe("TOO_MANY_REQUESTS");
  expect(await (await world.as("author")).scripts.preview(input)).toMatchObject({ trigger: "preview" });

  // Its turn has not come: the slot it waits for is still taken. So it ends without having begun.
  cut.abort();
  await expect(waiting).rejects.toThrow();
});

test("over HTTP a token with a role counts as the person it acts for", async () => {
  const [mine, theirs] = [await world.token(undefined, "operator"), await world.token(undefined, "operator")];
  const get = (bearer: string) =>
    app.inject({ url: "/api/v1/realms/acme/scripts", headers: { authorization: `Bearer ${bearer}` } });
  const answers = await Promise.all([get(mine), get(mine), get(mine), get(theirs)]);
  // Both tokens were made by the same admin, and act for that one: making more of them wins nothing.
  expect(answers.map((answer) => answer.statusCode).filter((status) => status === 429)).toHaveLength(2);
  const refused = answers.find((answer) => answer.statusCode === 429)!;
  expect(refused.json()).toMatchObject({ code: "rate_limited", retry: true, details: { waitingBehind: 2 } });
  expect(Number(refused.headers["retry-after"])).toBeGreaterThanOrEqual(1);
});

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;
