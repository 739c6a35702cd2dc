import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RunnerEvent } from "../../events/types.ts";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, sampleContext, startMachines } from "../../testing/lab.ts";

let machines: Machines;
let lab: Lab;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());
beforeEach(async () => {
  lab = await openLab(machines);
});
afterEach(() => lab[Symbol.asyncDispose]());

const library = { hook: null } as const;
const greet = `export function greet(name: string): string {\n  return "Hello " + name;\n}\n`;
const plain = `export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  return { action: "continue" };
}
`;
const user = `import { greet } from "shared/words";
${plain.replace("return", 'log.info(greet("Maria"));\n  return')}`;

const retire = (scriptId: string, live: number, anyway = false) =>
  lab.runner.retire({ scriptId, live, note: "nobody calls it", anyway }, actor);
const script = async (scriptId: string) => (await lab.store.scripts.byId(scriptId))!;
const remove = async (scriptId: string) => lab.runner.removeScript(await script(scriptId), actor);
const run = (name: string) =>
  lab.runner.execute(
    { realm: "test", module: "login", name, args: [sampleContext(machines.host), null] },
    actor,
  );
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error("expected a fault");
    },
    (error: Error) => error.message,
  );

/** The live events of one kind from now on. */
function hear(type: RunnerEvent["type"]): { events: RunnerEvent[] } & Disposable {
  const stop = new AbortController();
  const events: RunnerEvent[] = [];
  void (async () => {
    for await (const event of lab.runner.events({ types: [type] }, stop.signal)) events.push(event);
  })();
  return { events, [Symbol.dispose]: () => stop.abort() };
}

describe("retiring", () => {
  test("takes away what is live, and a roll-back brings it again", async () => {
    const { scriptId } = await lab.publish("other/lonely", plain);
    using heard = hear("published");
    const { event, standsIn, users } = await retire(scriptId, 1);
    expect([event.kind, event.version, standsIn, users.uses]).toEqual(["retire", 1, null, []]);
    const call = () =>
      lab.runner.execute(
        { realm: "test", module: "other", name: "lonely", args: [sampleContext(machines.host), null] },
        actor,
      );
    expect(await refusal(call())).toBe(
      "other/lonely is retired, and no file or default stands in for it. Open it in the console and roll back to one of its versions, or publish its draft.",
    );
    await lab.runner.rollback({ scriptId, toVersion: 1, note: "missed" }, actor);
    expect((await call()).status).toBe("ok");
    await expect
      .poll(() => heard.events.map((one) => one.type === "published" && one.event.kind))
      .toEqual(["retire", "rollback"]);
  });

  test("is refused while a node or a trigger runs it, in their names; a file or default may stand in", async () => {
    const { scriptId } = await lab.publish("gate/check", plain);
    await lab.flow("gate", [{ name: "check", kind: "decision" }], [["check", "done"]]);
    expect(await refusal(retire(scriptId, 1))).toBe(
      'gate/check is used by the node "check" of the flow "gate". Without it they fail. Take them out or switch them off first, or retire it anyway.',
    );
    expect(await script(scriptId)).toMatchObject({ liveVersion: 1 });
    const { users } = await retire(scriptId, 1, true);
    expect(users.uses).toMatchObject([{ kind: "node", flow: "gate", node: "check" }]);
    expect(await refusal(lab.start("gate"))).toContain(
      'gate/check, the entry of the flow "gate", is retired',
    );

    // The identity host ships this one; whoever runs it first has the realm adopt it.
    await run("risk-check");
    const shipped = (await lab.store.scripts.byName(lab.realm.id, "login", "risk-check"))!;
    await lab.republish(shipped.id);
    const back = await retire(shipped.id, (await script(shipped.id)).liveVersion!);
    expect(back.standsIn).toBe("default");
    expect((await run("risk-check")).status).toBe("ok");
  });

  test("of another version than was seen is refused, and so is one without a reason", async () => {
    const { scriptId } = await lab.publish("other/lonely", plain);
    await lab.republish(scriptId, `${plain}// more\n`);
    expect(await refusal(retire(scriptId, 1))).toContain('v2 of "other/lonely" is live now');
    expect(await refusal(lab.runner.retire({ scriptId, live: 2, note: " ", anyway: true }, actor))).toMatch(
      /note/,
    );
    expect(await script(scriptId)).toMatchObject({ liveVersion: 2, retiredVersion: null });
  });

  test("a library that is retired goes on in what was published with it, and nothing new gets it", async () => {
    const words = await lab.publish("shared/words", greet, library);
    const { scriptId } = await lab.publish("other/user", user);
    expect(await refusal(retire(words.scriptId, 1))).toContain("shared/words is used by other/user.");
    await retire(words.scriptId, 1, true);
    const again = await refusal(lab.republish(scriptId));
    expect(again).toContain('The library "shared/words" is retired');
    const ran = await lab.runner.execute(
      { realm: "test", module: "other", name: "user", args: [sampleContext(machines.host), null] },
      actor,
    );
    expect(ran.logs[0]?.message).toBe("Hello Maria");
  });
});

describe("deleting", () => {
  test("a live script is refused; a retired one goes, with what it kept", async () => {
    const { scriptId } = await lab.publish("other/lonely", plain);
    expect(await refusal(remove(scriptId))).toBe(
      "other/lonely is live as v1. Retire it first, then delete it.",
    );
    await retire(scriptId, 1);
    const own = { realm: "test", name: "partner", value: "long-enough-1" };
    await lab.runner.secrets.set({ ...own, script: "other/lonely" }, actor);
    await lab.runner.secrets.set({ ...own, script: null }, actor);
    using heard = hear("script_removed");
    await remove(scriptId);
    expect(await lab.store.scripts.byId(scriptId)).toBeNull();
    expect(await lab.runner.secrets.names("test")).toEqual([{ name: "partner", script: null }]);
    await expect.poll(() => heard.events).toMatchObject([{ scriptId, module: "other", name: "lonely" }]);
  });

  test("what others need stays: a node that is drawn, and a library of a version that may come back", async () => {
    const gate = await lab.publish("gate/check", plain);
    await lab.flow("gate", [{ name: "check", kind: "decision" }], [["check", "done"]]);
    await retire(gate.scriptId, 1, true);
    expect(await refusal(remove(gate.scriptId))).toContain('used by the node "check" of the flow "gate"');

    const words = await lab.publish("shared/words", greet, library);
    const { scriptId } = await lab.publish("other/user", user);
    await lab.republish(scriptId, plain);
    await retire(words.scriptId, 1);
    expect(await refusal(remove(words.scriptId))).toBe(
      "shared/words is part of v1 of other/user. Who rolls back to them needs it, so it stays; retired, nothing new can use it.",
    );
    await lab.runner.rollback({ scriptId, toVersion: 1, note: "back" }, actor);
  });
});
