import type { Execution, Json, Limits, Realm, Trigger } from "@scriptyard/model";
import { defaultLimits, Fault, wallLimitMs } from "@scriptyard/model";
import type { Recorder } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import type { DeadLetterBox } from "../../bus/dead-letters.ts";
import type { MessageBus } from "../../bus/message-bus.ts";
import { publishedBy, publishFromScript, recordWith } from "../../bus/publisher.ts";
import type { Engine } from "../../engine/engine.ts";
import { answerOf } from "../../engine/run.ts";
import type { Runnable } from "../../engine/runnable.ts";
import type { EventHub } from "../../events/hub.ts";
import type { Texts } from "../../texts/texts.ts";
import { triggerKinds } from "./all.ts";
import type { FireOptions } from "./kind.ts";

export type Firing = FireOptions & {
  trigger: Trigger;
  realm: Realm;
  script: { module: string; name: string };
  event: Json;
  applyEffects: boolean;
  /** Somebody at work fires it: nothing of the product counts it. */
  trial?: boolean;
  actor: Actor;
};

export type FirePorts = {
  recorder: Recorder;
  clock: () => number;
  engine: Engine;
  texts: Texts;
  hub: EventHub;
  bus: MessageBus;
  deadLetters: DeadLetterBox;
};

/** One run of a trigger's script on its live version, through the pipeline everything runs through. */
export async function fireOnce(ports: FirePorts, firing: Firing): Promise<Execution> {
  const { trigger, realm, script, event } = firing;
  const live = await ports.texts.live(realm.name, script.module, script.name, trigger.kind);
  const runnable = withHook(live, triggerKinds[trigger.kind].hook);
  const output = await ports.engine.run({
    runnable: { ...runnable, limits: limitsOf(runnable, firing) },
    args: [event],
    trigger: trigger.kind,
    triggerId: trigger.id,
    trial: firing.trial,
    actor: firing.actor,
    checkResult: firing.checkResult,
    isSent: firing.door !== undefined,
    record: () => {},
  });
  const answer = answerOf(output);
  // One entry: that the message is handled, that the run happened, and what it published.
  const changes = answer.error === null ? [...(firing.handled ?? [])] : [];
  try {
    if (firing.applyEffects)
      changes.push(
        ...publishFromScript(ports, {
          realmId: realm.id,
          executionId: answer.id,
          sessionId: null,
          hops: firing.hops ?? 0,
          messages: publishedBy(runnable.host, answer.effects, output.record.effects),
        }),
      );
  } finally {
    recordWith(ports, output.record, changes);
  }
  // Dead letters and notices repeat the message: it is the record's, without what was sensitive.
  return { ...answer, error: output.record.error };
}

/** A limit that a script, a security level or a realm's policy has set stays; the general default is for flow contexts. */
function limitsOf({ limits, policy }: Runnable, { door }: FireOptions): Limits {
  if (door === undefined) return limits;
  const { asked, most } = policy;
  const own = (name: keyof typeof door) =>
    asked[name] === undefined && limits[name] === defaultLimits[name]
      ? Math.min(door[name] ?? limits[name], most[name])
      : limits[name];
  const timeoutMs = own("timeoutMs");
  const isLonger = timeoutMs !== limits.timeoutMs && asked.wallMs === undefined;
  const wallMs = isLonger ? Math.min(wallLimitMs({ timeoutMs }), most.wallMs) : wallLimitMs(limits);
  return { ...limits, inputBytes: own("inputBytes"), timeoutMs, wallMs };
}

/** A script may have been published with another hook since the trigger was made. */
function withHook(runnable: Runnable, hook: string): Runnable {
  if (runnable.hook === hook) return runnable;
  const { module, name } = runnable.script;
  throw new Fault(
    "not_found",
    `${module}/${name} exports ${runnable.hook}, but this trigger calls ${hook}. Choose another script.`,
  );
}
