import { afterAll, beforeAll, expect, test } from "vitest";
import type { Machines } from "../../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../../testing/lab.ts";
import { fault } from "../../../testing/scripts.ts";
import { onCall } from "../../../testing/trigger-scripts.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

const config = {
  toolName: "gross_price",
  version: "1.2",
  summary: "Adds the tax.",
  parameters: {
    type: "object",
    properties: { net: { type: "number", minimum: 0 }, rate: { type: "number" } },
    required: ["net", "rate"],
    additionalProperties: false,
  },
  result: { type: "object", properties: { gross: { type: "number" } }, required: ["gross"] },
};

async function open(body: string, more: object = {}) {
  const lab = await openLab(machines);
  await lab.runner.triggers.start();
  const { scriptId } = await lab.publish("tools/gross", onCall(body), { hook: "onCall" });
  const create = (over: object) =>
    lab.runner.triggers.create(
      { realm: "test", kind: "tool", name: "gross", scriptId, config: { ...config, ...over } as never },
      actor,
    );
  return { lab, create, made: await create(more) };
}

test("a tool is listed with its schemas and answers calls", async () => {
  const { lab } = await open("return { gross: (params.net as number) * (1 + (params.rate as number)) };");
  await using _ = lab;
  const { toolName: name, summary: description, version, parameters, result } = config;
  expect(await lab.runner.triggers.tools("test")).toEqual([
    { name, description, version, parameters, result },
  ]);
  const execution = await lab.runner.triggers.callTool("test", "gross_price", { net: 100, rate: 0.2 }, actor);
  expect(execution).toMatchObject({ status: "ok", result: { gross: 120 }, trigger: "tool" });
});

test("parameters and result are held to the schemas, with words that help", async () => {
  const { lab } = await open(`return { gros: 1 };`);
  await using _ = lab;
  const refused = await fault(
    lab.runner.triggers.callTool("test", "gross_price", { net: -1, tax: 1 }, actor),
  );
  expect(refused.code).toBe("bad_request");
  expect(refused.message).toMatch(/^The parameters do not fit the tool "gross_price": params\./);
  expect((refused.details as { issues: { path: string }[] }).issues.map((issue) => issue.path)).toContain(
    "params.net",
  );
  const execution = await lab.runner.triggers.callTool("test", "gross_price", { net: 1, rate: 1 }, actor);
  expect(execution.error).toMatchObject({ type: "execution", name: "InvalidResult" });
  expect(execution.error!.message).toContain("result.gross");
});

test("names are unique, unknown tools are named", async () => {
  const { lab, create } = await open("return {};");
  await using _ = lab;
  const taken = await fault(create({}));
  expect(taken).toMatchObject({ code: "conflict" });
  expect(taken.message).toMatch(/toolName: the trigger "gross" has this tool name/);
  const unknown = await fault(lab.runner.triggers.callTool("test", "net_price", {}, actor));
  expect(unknown.message).toBe('There is no tool "net_price" in the realm "test". Tools: gross_price.');
});

test.each([
  [
    { parameters: { type: "object", properties: { x: { type: "string", pattern: "(a+)+$" } } } },
    /^config\.parameters: /,
  ],
  [{ parameters: { type: "array" } }, /^config\.parameters: .*object/],
  [{ toolName: "Gross Price" }, /^config\.toolName: lower-case/],
  [{ version: "one" }, /^config\.version: /],
  [{ summary: "Adds. \u202e.sddA" }, /^config\.summary: has a character that does not show \(U\+202E\)/],
  [{ summary: "  " }, /^config\.summary: say what it does/],
])("%j is refused", async (over, message) => {
  const lab = await openLab(machines);
  await using _ = lab;
  const { scriptId } = await lab.publish("tools/gross", onCall("return {};"), { hook: "onCall" });
  const input = {
    realm: "test",
    kind: "tool" as const,
    name: "x",
    scriptId,
    config: { ...config, ...over } as never,
  };
  expect((await fault(lab.runner.triggers.create(input, actor))).message).toMatch(message);
});

test("schemas are judged when they are saved, and not each time that somebody looks", async () => {
  const { lab, create } = await open("return {};");
  await using _ = lab;
  const chain = (n: number) => ({
    type: "object",
    properties: { a: { $ref: "#/$defs/T0" } },
    $defs: Object.fromEntries(
      Array.from({ length: n }, (_, i) => [
        `T${i}`,
        i === n - 1
          ? { type: "string" }
          : { type: "object", properties: { a: { $ref: `#/$defs/T${i + 1}` } } },
      ]),
    ),
  });
  for (let n = 0; n < 8; n++)
    await lab.runner.triggers.create(
      {
        realm: "test",
        kind: "tool",
        name: `large-${n}`,
        scriptId: (await lab.runner.triggers.list("test"))[0]!.scriptId,
        config: { ...config, toolName: `large_${n}`, parameters: chain(900), result: chain(900) } as never,
      },
      actor,
    );
  const before = process.cpuUsage();
  expect(await lab.runner.triggers.list("test")).toHaveLength(9);
  expect(await fault(create({ toolName: "large_3" }))).toMatchObject({ code: "conflict" });
  const { user, system } = process.cpuUsage(before);
  // Sixteen schemas, each read three times: it was seconds.
  expect((user + system) / 1_000).toBeLessThan(400);
  const refused = await fault(create({ toolName: "other", parameters: { ...chain(900), not: {} } }));
  expect(refused.message).toMatch(/^config\.parameters: #\/not: |^config\.parameters: \/not: /);
});
