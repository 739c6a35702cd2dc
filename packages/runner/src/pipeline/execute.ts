import type { Execution } from "@scriptyard/model";
import type { BusChange } from "@scriptyard/store";
import { publishedBy, publishFromScript, recordWith } from "../bus/publisher.ts";
import type { Core } from "../core.ts";
import type { Actor } from "../types.ts";
import { resolveLive } from "./resolve.ts";
import { answerOf, run } from "./run.ts";
import type { ExecuteInput } from "./types.ts";

/** Runs the live version: the hot path. Warm, it reads nothing from the store. */
export async function execute(core: Core, input: ExecuteInput, actor: Actor): Promise<Execution> {
  const runnable = await resolveLive(core, input.realm, input.module, input.name, "http");
  const { args, seed, clockMs, signal } = input;
  const output = await run(core, {
    runnable,
    args,
    trigger: "http",
    actor,
    seed,
    clockMs,
    signal,
    isSent: true,
    record: () => {},
  });
  const answer = answerOf(output);
  const { realmId, id: executionId } = answer;
  const messages = publishedBy(runnable.host, answer.effects, output.record.effects);
  const published = { realmId, executionId, sessionId: null, hops: 0, messages };
  let changes: BusChange[] = [];
  try {
    if (messages.length > 0) changes = publishFromScript(core, published);
  } finally {
    recordWith(core, output.record, changes);
  }
  return answer;
}
