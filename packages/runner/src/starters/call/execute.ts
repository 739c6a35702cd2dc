import type { Execution, Json } from "@scriptyard/model";
import type { BusChange, Recorder } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import type { DeadLetterBox } from "../../bus/dead-letters.ts";
import type { MessageBus } from "../../bus/message-bus.ts";
import { publishedBy, publishFromScript, recordWith } from "../../bus/publisher.ts";
import type { Engine } from "../../engine/engine.ts";
import { answerOf } from "../../engine/run.ts";
import type { EventHub } from "../../events/hub.ts";
import type { Texts } from "../../texts/texts.ts";

export type ExecuteInput = {
  realm: string;
  module: string;
  name: string;
  args: Json[];
  /** For tests and replays; random and now otherwise. */
  seed?: string;
  clockMs?: number;
  signal?: AbortSignal;
};

export type ExecutePorts = {
  recorder: Recorder;
  clock: () => number;
  engine: Engine;
  texts: Texts;
  hub: EventHub;
  bus: MessageBus;
  deadLetters: DeadLetterBox;
};

/** Runs the live version: the hot path. Warm, it reads nothing from the store. */
export async function execute(ports: ExecutePorts, input: ExecuteInput, actor: Actor): Promise<Execution> {
  const runnable = await ports.texts.live(input.realm, input.module, input.name, "http");
  const { args, seed, clockMs, signal } = input;
  const output = await ports.engine.run({
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
    if (messages.length > 0) changes = publishFromScript(ports, published);
  } finally {
    recordWith(ports, output.record, changes);
  }
  return answer;
}
