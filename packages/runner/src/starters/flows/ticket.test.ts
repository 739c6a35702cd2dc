import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../testing/lab.ts";
import { fault } from "../../testing/scripts.ts";
import { ticketMs } from "./ticket.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());

const node = `export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  events.publish("login.seen", { node: context.flow.node });
  if (form !== null) return { action: "continue" };
  return { action: "challenge", block: { title: "Hello", parts: [{ type: "text", text: "Hi" }] } };
}
`;

async function withLogin(): Promise<Lab> {
  const lab = await openLab(machines);
  await lab.publish("login/a", node);
  await lab.flow("login", [{ name: "a", kind: "decision" }], [["a", "done"]]);
  return lab;
}
const begin = (lab: Lab, more: { origin?: "console" | "page" | "api"; browser?: string } = {}) =>
  lab.runner.startFlow({ realm: "test", flow: "login", context: {}, ...more }, actor);
const trial = async (lab: Lab) => {
  const { sessionId, ticket, ...answer } = await begin(lab, { origin: "console" });
  expect(answer).not.toHaveProperty("secret");
  return { sessionId, ticket: ticket! };
};
const claim = (lab: Lab, from: { sessionId: string; ticket: string }, browser = "one") =>
  lab.runner.claimFlow({ ...from, browser });
const page = (browser: string) => ({ door: { kind: "page", browser } }) as const;

describe("a ticket", () => {
  test("opens its own session, once, in time", async () => {
    await using lab = await withLogin();
    const [first, other] = [await trial(lab), await trial(lab)];
    expect((await fault(claim(lab, { ...first, ticket: other.ticket }))).code).toBe("gone");
    expect((await fault(claim(lab, { ...first, ticket: "" }))).code).toBe("gone");
    expect((await fault(claim(lab, { ...first, sessionId: "fls_x" }))).code).toBe("not_found");
    const { secret } = await claim(lab, first);
    expect((await fault(claim(lab, first))).code).toBe("gone");
    const held = { sessionId: first.sessionId, secret };
    expect(await lab.runner.submitFlow({ ...held, ...page("one"), form: null }, actor)).toMatchObject({
      action: "challenge",
    });
    expect((await fault(lab.runner.submitFlow({ ...held, ...page("two"), form: null }, actor))).code).toBe(
      "not_found",
    );

    lab.clock.now += ticketMs;
    expect((await fault(claim(lab, other))).code).toBe("gone");
  });

  test("that was handed on does not end the walk for the product before the browser that walked comes back", async () => {
    await using lab = await openLab(machines);
    // As docs/end-user-page.md has it.
    await lab.publish(
      "login/a",
      node.replace(
        "if (form !== null) return",
        `if (form?.back !== "same-browser" && form !== null) flow.redirect("https://pay.example.com/back");
         if (form !== null) return`,
      ),
    );
    await lab.flow("login", [{ name: "a", kind: "decision" }], [["a", "done"]]);
    const { sessionId, secret: product } = await begin(lab);
    const { path } = await lab.runner.linkFlow({ sessionId, secret: product! });
    const { secret } = await claim(lab, { sessionId, ticket: path.split("k=")[1]! }, "victim");
    const held = { sessionId, secret, ...page("victim") };
    const sent = await lab.runner.submitFlow({ ...held, form: {} }, actor);
    expect(sent.action).toBe("redirect");
    const mine = { sessionId, secret: product! };
    expect(await lab.runner.submitFlow({ ...mine, form: null }, actor)).toMatchObject({ action: "redirect" });
    const redirectState = new URL(sent.url!).searchParams.get("state")!;
    const form = { back: "same-browser" };
    expect(await lab.runner.submitFlow({ ...mine, form, redirectState }, actor)).toMatchObject({
      action: "done",
    });
  });

  test("tells nothing by the database alone", async () => {
    await using lab = await withLogin();
    const { sessionId, ticket } = await trial(lab);
    const row = JSON.stringify(await lab.store.flowSessions.byId(sessionId));
    const { secret } = await claim(lab, { sessionId, ticket });
    for (const hidden of [ticket, secret]) expect(row).not.toContain(hidden);
  });

  test("is not lost to, and does not undo, a form that is sent meanwhile", async () => {
    await using lab = await withLogin();
    const { sessionId, secret } = await begin(lab);
    const links = await Promise.allSettled([
      lab.runner.linkFlow({ sessionId, secret: secret! }),
      lab.runner.submitFlow({ sessionId, secret: secret!, form: {} }, actor),
      lab.runner.linkFlow({ sessionId, secret: secret! }),
    ]);
    for (const one of links)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "conflict" });
    const { path } = await lab.runner.linkFlow({ sessionId, secret: secret! });
    await claim(lab, { sessionId, ticket: new URL(path, "http://x").searchParams.get("k")! });
    const before = await lab.runner.submitFlow({ sessionId, secret: secret!, form: null }, actor);
    const after = await lab.runner.submitFlow(
      { sessionId, secret: secret!, ...page("one"), form: null },
      actor,
    );
    expect(after).toEqual(before);
  });
});

describe("a door", () => {
  test("takes only the walks that belong to it", async () => {
    await using lab = await withLogin();
    const onPage = await begin(lab, { origin: "page", browser: "mine" });
    const held = { sessionId: onPage.sessionId, secret: onPage.secret!, form: null };
    expect(await lab.runner.submitFlow({ ...held, ...page("mine") }, actor)).toMatchObject({ step: 1 });
    expect((await fault(lab.runner.submitFlow({ ...held, ...page("") }, actor))).code).toBe("not_found");
    expect((await fault(lab.runner.submitFlow(held, actor))).code).toBe("forbidden");
    expect((await fault(lab.runner.linkFlow(held))).code).toBe("forbidden");

    const api = await begin(lab);
    const product = { sessionId: api.sessionId, secret: api.secret!, form: null };
    expect(await lab.runner.submitFlow(product, actor)).toMatchObject({ step: 1 });
    expect((await fault(lab.runner.submitFlow({ ...product, ...page("mine") }, actor))).code).toBe(
      "not_found",
    );
  });
});

test("a trial of what is live publishes nothing, and its records say what they are", async () => {
  await using lab = await withLogin();
  const published = () => lab.runner.triggers.stats().bus.published;
  const { sessionId, ticket } = await trial(lab);
  const { secret } = await claim(lab, { sessionId, ticket });
  const end = await lab.runner.submitFlow({ sessionId, secret, ...page("one"), form: {} }, actor);
  expect(end.action).toBe("done");
  expect(published()).toBe(0);

  const real = await lab.start("login");
  await lab.submit(real, {});
  expect(published()).toBe(2);
  await lab.recorder.flush();
  const trials = await Promise.all(
    [sessionId, real.sessionId].map(async (flowSessionId) => {
      const { items } = await lab.store.executions.list(
        { realmId: lab.realm.id, flowSessionId },
        { limit: 9 },
      );
      return Promise.all(items.map(async ({ id }) => (await lab.store.executions.byId(id))!.trigger));
    }),
  );
  expect(trials).toEqual([
    ["trial", "trial"],
    ["flow", "flow"],
  ]);
});
