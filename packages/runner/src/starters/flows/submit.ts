import type { JsonObject, RunServices } from "@scriptyard/host-kit";
import type { Realm } from "@scriptyard/model";
import { Fault, newId } from "@scriptyard/model";
import type { Recorder } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import type { DeadLetterBox } from "../../bus/dead-letters.ts";
import type { MessageBus } from "../../bus/message-bus.ts";
import { returnsFor } from "../../services.ts";
import type { HostRegistry } from "../../texts/catalog/host-registry.ts";
import type { AdvancePorts } from "./advance.ts";
import { advance, wayBy } from "./advance.ts";
import { flowsOf } from "./context.ts";
import { isTrial } from "./door.ts";
import { edgeTaken } from "./graph.ts";
import type { Guesser, Guesses } from "./guesses.ts";
import { recordStep, type Way } from "./record-step.ts";
import { verifyRedirect } from "./redirect-state.ts";
import type { OpenSession } from "./session.ts";
import { answerOf, openSession, requestHash, sendMessages, sessionRow } from "./session.ts";
import type { FlowAnswer, FlowDoor, RunnerFlows } from "./types.ts";
import type { Walk } from "./walk.ts";

/** Bytes of JSON of one form. */
const largestForm = 32_768;

/** Continues walks. Keeps the requests under way, so that a form sent twice at once runs once. */
export type Submitter = RunnerFlows["submitFlow"];
type SubmitInput = Parameters<Submitter>[0];

export type SubmitPorts = AdvancePorts & {
  recorder: Recorder;
  guesses: Guesses;
  bus: MessageBus;
  deadLetters: DeadLetterBox;
  sealKey: string | null;
};

export function createSubmitter(ports: SubmitPorts): Submitter {
  const running = new Map<string, { hash: string; promise: Promise<FlowAnswer>; callers: Callers }>();
  return async (input, actor) => {
    checkForm(input.form);
    const session = await openSession(ports, input.sessionId, input.secret, doorOf(input));
    if (input.form === null && input.redirectState === undefined) return session.lastAnswer;
    const hash = requestHash(input.form, input.redirectState);
    const before = running.get(input.sessionId);
    if (before !== undefined) {
      if (before.hash !== hash) throw movedFirst();
      before.callers.join(actor.gone);
      return before.promise;
    }
    const callers = createCallers();
    callers.join(actor.gone);
    const shared = { ...actor, gone: callers.gone };
    const promise = submit(ports, session, input, hash, shared).finally(() =>
      running.delete(input.sessionId),
    );
    running.set(input.sessionId, { hash, promise, callers });
    return promise;
  };
}

/** Who waits for the same step: a page that is loaded again leaves and comes back, and must find its step done. */
type Callers = { readonly gone: AbortSignal; join(gone: AbortSignal | undefined): void };

function createCallers(): Callers {
  const all = new AbortController();
  let waiting = 0;
  return {
    gone: all.signal,
    join(gone) {
      waiting++;
      const leave = () => {
        if (--waiting === 0) all.abort();
      };
      if (gone?.aborted) leave();
      else gone?.addEventListener("abort", leave, { once: true });
    },
  };
}

async function submit(
  ports: SubmitPorts,
  session: OpenSession,
  input: SubmitInput,
  hash: string,
  actor: Actor,
): Promise<FlowAnswer> {
  const { row, secret, walk, suspension, lastAnswer } = session;
  const repeated = await isRepeated(ports, session, input, hash);
  if (repeated) return lastAnswer;
  const realm = await ports.catalog.realmById(row.realmId);
  const requestId = actor.requestId ?? newId("req", ports.clock());
  const trial = isTrial(row);
  // Somebody who tries a flow guesses at nobody's code.
  const guess = trial ? null : ports.guesses.take(guesserOf(ports, realm, walk), walk);
  const returned = walk.waiting?.kind === "redirect" ? (input.redirectState ?? null) : null;
  using step = recordStep(ports);
  const { records, ways } = step;
  const form = await enter(
    walk,
    input.form,
    returnsFor(ports, { realmId: realm.id, state: returned, trial }),
    ways,
  );
  walk.step += 1;
  walk.lastRequest = hash;
  const context = {
    realm,
    flowId: row.flowId,
    sessionId: row.id,
    trial,
    actor: { ...actor, requestId },
    suspension,
    returnState: returned,
    records,
    ways,
  };
  const advanced = await advance(ports, context, walk, form).catch((error: unknown) => {
    guess?.settle(null);
    throw error;
  });
  guess?.settle(advanced.rest);
  const answer = await answerOf(ports, ports.hosts.byId(realm.hostId), row, walk, advanced.rest, requestId);
  const next = sessionRow(ports, row, row.updatedAt, { secret, walk, answer, rest: advanced.rest });
  if (await ports.store.flowSessions.update(next, row.updatedAt)) {
    step.count(row, ports.clock());
    step.changes.push(...sendMessages(ports, realm, row, advanced));
    return answer;
  }
  // Another process was faster. The same request gets its answer; another one has to look first.
  const winner = await openSession(ports, row.id, secret, doorOf(input));
  if (winner.walk.lastRequest === hash) return winner.lastAnswer;
  throw movedFirst();
}

function guesserOf(
  ports: { hosts: HostRegistry },
  { id: realmId, hostId }: Realm,
  { memory }: Walk,
): Guesser {
  const by = flowsOf(ports.hosts.byId(hostId)).guessedBy?.(memory.visitor);
  return { realmId, ...(by ?? { user: null, ip: null }) };
}

const doorOf = ({ door }: SubmitInput): FlowDoor => door ?? { kind: "api" };

/** Whether the request was answered before; then its answer is repeated. @throws Fault when it does not fit the session */
async function isRepeated(
  ports: SubmitPorts,
  { row, walk }: OpenSession,
  input: SubmitInput,
  hash: string,
): Promise<boolean> {
  if (input.redirectState !== undefined) {
    const state = await verifyRedirect(ports, input.redirectState);
    if (state.sessionId !== row.id)
      throw new Fault("bad_request", "redirectState: belongs to another session.");
    return walk.waiting?.kind !== "redirect" || walk.waiting.nonce !== state.nonce;
  }
  if (input.step !== undefined && input.step < walk.step) return true;
  if (walk.waiting?.kind === "challenge") return false;
  if (walk.lastRequest === hash) return true;
  if (walk.waiting?.kind === "redirect") {
    throw new Fault(
      "bad_request",
      "redirectState: is missing. This session waits for the end user to come back from another site.",
    );
  }
  throw new Fault("gone", "This session has ended. Start the flow again.");
}

/** Puts the walk where the form goes: the node that asked, or where a redirect resumes. */
async function enter(
  walk: Walk,
  form: JsonObject | null,
  returns: RunServices["returns"],
  ways: Way[],
): Promise<JsonObject | null> {
  if (walk.waiting?.kind !== "redirect") return form ?? {};
  const { resume, partner = null, unknownOutcome = null } = walk.waiting;
  walk.waiting = null;
  const isSigned =
    resume !== null &&
    partner !== null &&
    (await returns.verify({ partner, params: textsOf(form) })) !== null;
  const edge = isSigned ? edgeTaken(walk.graph, walk.at, resume, unknownOutcome) : null;
  // Without a signed outcome to leave by, the node that sent them away runs again with what came back, as a form.
  if (edge === null) return form ?? {};
  ways.push(wayBy(edge));
  walk.history.push({ node: walk.at, action: "continue", outcome: resume });
  walk.at = edge.to;
  return null;
}

function textsOf(form: JsonObject | null): { [name: string]: string } {
  const texts = Object.entries(form ?? {}).filter((e): e is [string, string] => typeof e[1] === "string");
  return Object.fromEntries(texts);
}

function checkForm(form: unknown): void {
  if (form === null) return;
  if (typeof form !== "object" || Array.isArray(form))
    throw new Fault(
      "bad_request",
      'form: expected an object of fields, e.g. { "code": "123456" }, or null to ask again.',
    );
  if (Buffer.byteLength(JSON.stringify(form)) > largestForm)
    throw new Fault("too_large", `form: is larger than ${largestForm} bytes of JSON.`);
}

function movedFirst(): Fault {
  return new Fault(
    "conflict",
    "Another request moved this session first. Ask where it stands (form: null) and go on from there.",
  );
}
