import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, type Machines, openLab, startMachines } from "../../testing/lab.ts";
import { onCall } from "../../testing/trigger-scripts.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

const waiting = (body: string) =>
  onCall(body).replace(
    "function onCall(params: ToolParams): Json",
    "async function onCall(params: ToolParams): Promise<Json>",
  );

test("a mended text that asks for what the failed run never came to ask says so, and not that it waited too long", async () => {
  await using lab = await openLab(machines);
  const asks = '  const many = await state.get("many");\n  return many ?? 0;';
  const { scriptId } = await lab.publish(
    "tools/count",
    waiting(`  if (params !== undefined) throw new Error("no");\n${asks}`),
    { hook: "onCall" },
  );
  const call = { realm: "test", module: "tools", name: "count", args: [{}] };
  const failed = await lab.runner.execute(call, actor);
  expect(failed).toMatchObject({ status: "error", error: { message: "no" } });
  await lab.republish(scriptId, waiting(asks));
  for (const on of ["draft", "live"] as const) {
    const { execution } = await lab.runner.replay({ executionId: failed.id, on }, actor);
    expect(execution).toMatchObject({
      status: "error",
      error: {
        name: "ReplayMismatch",
        message: expect.stringMatching(/recorded run did not ask for.* Run it with the recorded input/),
      },
    });
  }
  expect(await lab.runner.replay({ executionId: failed.id }, actor)).toMatchObject({ same: true });
});
