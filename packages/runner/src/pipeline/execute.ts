import type { Execution } from "@scriptyard/model";
import type { Core } from "../core.ts";
import type { Actor, ExecuteInput } from "../types.ts";
import { resolveLive } from "./resolve.ts";
import { answerOf, run } from "./run.ts";
import { textOf } from "./text-of.ts";

/** Runs the live version: the hot path. Warm, it reads nothing from the store. */
export async function execute(core: Core, input: ExecuteInput, actor: Actor): Promise<Execution> {
  const runnable = await resolveLive(core, input.realm, input.module, input.name);
  const { args, seed, clockMs, signal } = input;
  const output = await run(core, { runnable, args, trigger: "http", actor, seed, clockMs, signal });
  const answer = answerOf(output);
  for (const { name, args: payload } of answer.effects) {
    if (name === "events.publish") publishMessage(core, answer, textOf(payload[0]), payload[1] ?? null);
  }
  return answer;
}

function publishMessage(core: Core, record: Execution, topic: string, payload: Execution["result"]): void {
  const { realmId, id: executionId, startedAt: at } = record;
  core.hub.publish({ type: "message", realmId, topic, payload, executionId, sessionId: null, at });
}
