import type { Host } from "@scriptyard/host-kit";
import type { BusMessage, DeadLetter, Effect, Execution, Json } from "@scriptyard/model";
import {
  Fault,
  messageHeaders,
  messagePayloadBytes,
  messagesIn,
  newId,
  topicSchema,
} from "@scriptyard/model";
import type { BusChange, Recorder, TrafficChange } from "@scriptyard/store";
import { maskedIn, sensitiveHeaders, shownPayload } from "../engine/sensitive.ts";
import type { EventHub } from "../events/hub.ts";
import type { DeadLetterBox } from "./dead-letters.ts";
import { disabledBefore } from "./line.ts";
import type { MessageBus } from "./message-bus.ts";

/** Name of the header that counts the scripts a message came through. */
export const hopsHeader = "hops";
/** Scripts a message may come through; the next one's message is put aside. */
export const mostHops = 8;

export type OutsideMessage = { topic: string; payload: Json; headers?: { [name: string]: string } };

/** What a run published, and on whose behalf. `hops` is that of the message the run handled, 0 for all else. */
export type ScriptMessages = {
  realmId: Execution["realmId"];
  executionId: Execution["id"];
  sessionId: string | null;
  hops: number;
  /** `sensitive`: JSON pointers into the payload. */
  messages: readonly { topic: string; payload: Json; sensitive?: readonly string[] | undefined }[];
};

export type PublisherPorts = {
  recorder: Recorder;
  clock: () => number;
  hub: EventHub;
  bus: MessageBus;
  deadLetters: DeadLetterBox;
};

/**
 * Publishes for a caller of the API: to every subscription, or, when one has no room, to none.
 *
 * @throws Fault `bad_request` naming the field; `busy` with `details.full`
 */
export async function publishFromOutside(
  ports: Pick<PublisherPorts, "clock" | "hub" | "bus">,
  realmId: Execution["realmId"],
  input: OutsideMessage,
): Promise<{ message: BusMessage; subscriptions: number }> {
  checkOutside(input);
  const message = messageOf(ports, input.topic, input.payload, { ...input.headers, [hopsHeader]: "0" });
  const { accepted, full } = await ports.bus.publish(realmId, message);
  if (full.length > 0)
    throw new Fault(
      "busy",
      `${full.length} of the triggers that listen to "${input.topic}" have no room for more messages. Nothing was published; try again later.`,
      { details: { full } },
    );
  announce(ports, realmId, message, { executionId: null, sessionId: null });
  return { message, subscriptions: accepted };
}

/**
 * Publishes what a script asked for. The run has succeeded, so nothing is refused: what is over the hop limit, or finds a
 * subscription full, is kept as a dead letter.
 *
 * @returns what to store with the record of the run (`recordWith`): then the messages are as safe as the record is
 */
export function publishFromScript(
  ports: Pick<PublisherPorts, "clock" | "hub" | "bus">,
  input: ScriptMessages,
): BusChange[] {
  const changes: BusChange[] = [];
  const { realmId, executionId, sessionId } = input;
  const hops = input.hops + 1;
  for (const { topic, payload, sensitive = [] } of input.messages) {
    const headers = {
      [hopsHeader]: String(hops),
      execution: executionId,
      ...sensitiveHeaders(sensitive),
    };
    const message = messageOf(ports, topic, payload, headers);
    if (hops > mostHops) {
      const error = `The message came through ${mostHops} scripts already: scripts seem to answer each other without end.`;
      changes.push(
        ...refuse(ports, {
          realmId,
          message,
          executionId,
          triggerId: null,
          reason: "operation_limit",
          error,
        }),
      );
      continue;
    }
    const { full, disabled, changes: kept } = ports.bus.hand(realmId, message);
    changes.push(...kept);
    announce(ports, realmId, message, { executionId, sessionId });
    for (const id of full) {
      const error = "The trigger had no room for more messages.";
      const triggerId = id as NonNullable<DeadLetter["triggerId"]>;
      changes.push(...refuse(ports, { realmId, message, executionId, triggerId, reason: "busy", error }));
    }
    for (const id of disabled) {
      const triggerId = id as NonNullable<DeadLetter["triggerId"]>;
      const why = { reason: "disabled" as const, error: disabledBefore, attempts: 0, executionId };
      const at = ports.clock();
      changes.push(
        ...ports.bus.buried(message, { id: newId("dlt", at), realmId, triggerId, message, ...why, at }),
      );
    }
  }
  return changes;
}

/**
 * Publishes for the host itself, in the middle of a run whose record does not exist yet: stored when this answers. What
 * finds a subscription full is kept as a dead letter.
 */
export async function publishFromHost(
  ports: PublisherPorts,
  from: { realmId: Execution["realmId"]; sessionId: string | null },
  { topic, payload }: { topic: string; payload: Json },
): Promise<void> {
  const { realmId, sessionId } = from;
  const message = messageOf(ports, topic, payload, { [hopsHeader]: "0" });
  const { full } = await ports.bus.publish(realmId, message);
  if (full.length > 0) {
    const error = `${full.length} of the triggers that listen had no room for more messages.`;
    ports.deadLetters.addBuried(
      refuse(ports, { realmId, message, executionId: null, triggerId: null, reason: "busy", error }),
    );
    await ports.deadLetters.flush();
  }
  announce(ports, realmId, message, { executionId: null, sessionId });
}

/**
 * The messages among a run's effects, in the order of the calls.
 *
 * @param recorded the same effects as the record has them: what is masked there is sensitive on the bus too
 */
export function publishedBy(
  host: Pick<Host, "meaning">,
  effects: readonly Effect[],
  recorded: readonly Effect[],
): PublishedMessage[] {
  const publishes = (effect: string) => host.meaning(effect).publishes === true;
  return messagesIn(effects, publishes).map(({ at, topic, payload }) => {
    const sensitive = maskedIn(payload, recorded[at]?.args[1] ?? null);
    return { topic, payload, sensitive };
  });
}

/** `sensitive`: JSON pointers into the payload. */
export type PublishedMessage = { topic: string; payload: Json; sensitive: string[] };

/** How many scripts a message came through. Headers of callers cannot set it. */
export function hopsOf(message: BusMessage): number {
  const hops = Number(message.headers[hopsHeader] ?? 0);
  return Number.isInteger(hops) && hops > 0 ? hops : 0;
}

function messageOf(
  ports: { clock: () => number },
  topic: string,
  payload: Json,
  headers: BusMessage["headers"],
): BusMessage {
  const now = ports.clock();
  return { id: newId("msg", now), topic, payload, headers, time: new Date(now).toISOString() };
}

type Refusal = Pick<DeadLetter, "realmId" | "triggerId" | "message" | "error" | "executionId"> & {
  reason: "operation_limit" | "busy";
};

/** Tells it; answers what keeps the letter until it is stored. */
function refuse(
  ports: Pick<PublisherPorts, "clock" | "hub" | "bus">,
  refusal: Refusal,
): readonly BusChange[] {
  const at = ports.clock();
  const letter = { ...refusal, id: newId("dlt", at), attempts: 0, at };
  const { realmId, triggerId, message, reason, executionId } = refusal;
  ports.hub.publish({
    type: "message-refused",
    realmId,
    topic: message.topic,
    reason,
    triggerId,
    executionId,
    at,
  });
  return ports.bus.buried(message, letter);
}

/** Hands a run's record over with what `publishFromScript` answered, and the way its walk took; null: these alone. */
export function recordWith(
  ports: { recorder: Recorder; deadLetters: DeadLetterBox },
  record: Execution | null,
  changes: readonly BusChange[],
  walked: readonly TrafficChange[] = [],
): void {
  const all = [...changes, ...walked];
  if (record === null) ports.recorder.note(all);
  else ports.recorder.record(record, all);
  // After the record: what is over must not be noted before it began.
  ports.deadLetters.addBuried(changes);
}

type From = { executionId: string | null; sessionId: string | null };

function announce(
  ports: { hub: EventHub },
  realmId: string,
  message: BusMessage,
  { executionId, sessionId }: From,
): void {
  if (!ports.hub.wanted("message", realmId)) return;
  const { topic, payload, headers, time } = message;
  ports.hub.publish({
    type: "message",
    realmId,
    topic,
    payload: shownPayload(payload, headers),
    executionId,
    sessionId,
    at: Date.parse(time),
  });
}

function checkOutside({ topic, payload, headers = {} }: OutsideMessage): void {
  const parsed = topicSchema.safeParse(topic);
  if (!parsed.success) throw new Fault("bad_request", `topic: expected ${parsed.error.issues[0]!.message}.`);
  const bytes = Buffer.byteLength(JSON.stringify(payload));
  if (bytes > messagePayloadBytes)
    throw new Fault(
      "too_large",
      `payload: ${bytes} bytes of JSON, ${messagePayloadBytes} is the most. Send less.`,
    );
  const names = Object.keys(headers);
  const { most, valueCharacters } = messageHeaders;
  if (names.length > most)
    throw new Fault("bad_request", `headers: ${names.length} are too many, ${most} is the most.`);
  for (const [name, value] of Object.entries(headers)) {
    if (!headerName.test(name) || name === hopsHeader || name === "execution")
      throw new Fault(
        "bad_request",
        `headers: "${name.slice(0, 80)}" cannot be used. Names are lower-case letters, digits and dashes; "${hopsHeader}" and "execution" are ours.`,
      );
    if (value.length > valueCharacters || hasControls(value))
      throw new Fault(
        "bad_request",
        `headers.${name}: ${valueCharacters} characters at most, and no line breaks.`,
      );
  }
}

const headerName = new RegExp(`^[a-z][a-z0-9-]{0,${messageHeaders.nameCharacters - 1}}$`);

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
