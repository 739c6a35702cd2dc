import { demoRealms, hosts } from "@scriptyard/hosts";
import type { Flow } from "@scriptyard/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedDemo } from "../../seed/seed-demo.ts";
import { actor, type Lab, type Machines, openLab, startMachines } from "../../testing/lab.ts";
import { fault } from "../../testing/scripts.ts";
import { walkFlow } from "../../testing/walk-flow.ts";

/** What flows do for every host that has them, whatever it calls its nodes, hooks and answers. */
const withFlows = demoRealms.filter(({ flows }) => flows.length > 0);

let machines: Machines;
let lab: Lab;
beforeAll(async () => {
  machines = await startMachines();
  lab = await openLab(machines, { hosts });
  for (const demo of withFlows) await seedDemo({ runner: lab.runner, store: lab.store, demo });
}, 120_000);
afterAll(async () => {
  await lab?.[Symbol.asyncDispose]();
  await machines?.[Symbol.asyncDispose]();
});

test("more than one host has flows, and they share no kind, hook or function of their own", () => {
  expect(withFlows.length).toBeGreaterThan(1);
  const names = withFlows.flatMap(({ hostId }) => {
    const { flowKinds, functions } = hosts.find(({ id }) => id === hostId)!;
    // What every host has is the engine's own.
    const isOfAll = (name: string) => hosts.every((host) => host.functions.some((fn) => fn.name === name));
    const dotted = functions.map(({ name }) => name).filter((name) => name.includes(".") && !isOfAll(name));
    return [...flowKinds.flatMap(({ id, hook }) => [id, hook]), ...dotted];
  });
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

describe.each(withFlows.map((demo) => [demo.hostId, demo] as const))(
  "a flow of the host %s",
  (hostId, demo) => {
    const host = hosts.find(({ id }) => id === hostId)!;
    const [flow] = demo.flows as [(typeof demo.flows)[number]];
    const stored = async (): Promise<Flow> => {
      const realm = (await lab.store.realms.byName(demo.name))!;
      return (await lab.store.flows.byName(realm.id, flow.name))!;
    };
    const deciding = flow.nodes.find(
      ({ kind }) => host.flowKinds.find(({ id }) => id === kind)!.role === "decides",
    )!;

    test.each(demo.personas.map((persona) => [persona.name, persona] as const))(
      "is walked by %s to an end that a script decided",
      async (_name, persona) => {
        for (const mode of ["live", "draft"] as const) {
          const { answer, path } = await walkFlow(lab.runner, { realm: demo.name, mode, ...persona });
          expect(["done", "reject"], path.join(" → ")).toContain(answer.action);
          expect(answer.code, path.join(" → ")).not.toBe("temporarily_unavailable");
          if (answer.action !== "done") continue;
          const own = ["secret", "sessionId", "node", "requestId", "expiresAt", "step", "action", "summary"];
          const decided = Object.keys(answer).filter((name) => !own.includes(name));
          expect(Object.keys(host.flows!.answered)).toEqual(expect.arrayContaining(decided));
          expect(decided.length).toBeGreaterThan(0);
          expect(answer.summary).toMatchObject({ facts: expect.any(Array) });
        }
      },
    );

    test("leaves records that say what each step decided, in the words of walks", async () => {
      await lab.recorder.flush();
      const realm = (await lab.store.realms.byName(demo.name))!;
      const { items } = await lab.store.executions.list({ realmId: realm.id }, { limit: 100 });
      const actions = new Set(items.map(({ action }) => action));
      expect(
        [...actions].every((one) => one === null || ["continue", "challenge", "reject"].includes(one)),
      ).toBe(true);
      for (const action of ["continue", "challenge", "reject"] as const) {
        const found = await lab.store.executions.list({ realmId: realm.id, action }, { limit: 1 });
        expect(found.items, action).toHaveLength(1);
      }
      const roles = new Map(host.flowKinds.map(({ hook, role }) => [hook, role]));
      for (const { hook, action } of items) expect(action === null, hook).toBe(roles.get(hook) !== "decides");
      const outcome = flow.edges.find((edge) => edge.outcome !== undefined && edge.from === named)?.outcome;
      const left = await lab.store.executions.list({ realmId: realm.id, outcome: outcome! }, { limit: 1 });
      expect(left.items).toMatchObject([{ node: named }]);
    });
    /** Where some persona leaves by a named outcome. */
    const named = flow.edges.find(({ outcome }) => outcome !== undefined)!.from;

    test("refuses a part that its product may not tell, and names those it may", async () => {
      const input = { realm: demo.name, flow: flow.name, context: { nobody: {} } };
      const refused = await fault(lab.runner.startFlow(input, actor));
      expect(refused).toMatchObject({ code: "bad_request" });
      expect(refused.message).toBe(
        `context.nobody: unknown; the parts are ${Object.keys(host.flows!.told).join(", ")}.`,
      );
    });

    test("previews lead where the edges do, and a text that names an unknown outcome is no text to publish", async () => {
      const realm = (await lab.store.realms.byName(demo.name))!;
      const script = (await lab.store.scripts.byName(realm.id, flow.name, named))!;
      const kind = host.flowKinds.find(({ hook }) => hook === script.hook)!;
      if (kind.role !== "decides") throw new Error(`${named} decides nothing`);
      const { by, values } = kind.answers;
      const [value, meaning] = Object.entries(values).find(([, one]) => one.action === "continue")!;
      const member = meaning.action === "continue" ? meaning.outcome : "";
      const answering = (outcome: string) =>
        `export const ${kind.hook}: ScriptyardHooks["${kind.hook}"] = () => ({ ${by}: "${value}", ${member}: "${outcome}" });`;
      const { args } = host.defaults.find(({ module, name }) => module === flow.name && name === named)!
        .samples[0]!;
      const edge = flow.edges.find(({ from, outcome }) => from === named && outcome !== undefined)!;
      const preview = async (outcome: string) =>
        (await lab.runner.preview({ scriptId: script.id, args, source: answering(outcome) }, actor)).leadsTo;
      expect(await preview(edge.outcome!)).toMatchObject({ kind: "node", to: edge.to });
      expect(await preview("nowhere")).toMatchObject({ kind: "no-edge", flow: flow.name });
      const check = async (outcome: string) =>
        (await lab.runner.check({ scriptId: script.id, source: answering(outcome) }, actor)).filter(
          ({ source, severity }) => source === "flow" && severity === "error",
        );
      expect(await check(edge.outcome!)).toEqual([]);
      expect(await check("nowhere")).toMatchObject([{ code: "scriptyard/unknown-outcome" }]);
    });

    test("knows who uses a script of a node, whatever its hook", async () => {
      const realm = (await lab.store.realms.byName(demo.name))!;
      for (const { name } of flow.nodes) {
        const script = (await lab.store.scripts.byName(realm.id, flow.name, name))!;
        const { uses } = await lab.runner.usedBy(demo.name, { kind: "script", scriptId: script.id }, actor);
        expect(uses).toMatchObject([{ kind: "node", flow: flow.name, node: name }]);
      }
    });

    test("that names a kind its host lacks is refused where it is saved, and where an older one is walked", async () => {
      const before = await stored();
      const strange = {
        ...before,
        nodes: before.nodes.map((node) => (node === before.nodes[0] ? { ...node, kind: "oracle" } : node)),
      };
      const known = host.flowKinds.map(({ id }) => id).join(", ");
      const message = `nodes: "${before.nodes[0]!.name}" is of the kind "oracle", which the host "${hostId}" has not. Change it to one of its kinds: ${known}.`;
      await expect(lab.runner.saveFlow(strange, actor)).rejects.toThrow(message);
      // As a server of a newer host wrote it.
      await lab.store.flows.save(strange);
      lab.clock.now += 5_000;
      const input = { realm: demo.name, flow: flow.name, context: demo.personas[0]!.context };
      await expect(lab.runner.startFlow(input, actor)).rejects.toThrow(message);
      await lab.runner.saveFlow(before, actor);
      expect((await lab.runner.startFlow(input, actor)).sessionId).toMatch(/^fls_/);
    });

    test("begins at a node that may begin", async () => {
      const before = await stored();
      const last = before.nodes.find(
        ({ kind }) => host.flowKinds.find(({ id }) => id === kind)!.role === "completes",
      )!;
      await expect(lab.runner.saveFlow({ ...before, entry: last.name }, actor)).rejects.toThrow(
        /runs at the end .* Start with a node of another kind/,
      );
      expect(deciding.name).not.toBe(last.name);
    });
  },
);
