import type { Execution, Realm, Trigger } from "@scriptyard/model";
import { Fault, type FaultCode, newId } from "@scriptyard/model";
import type { Actor } from "../../../actor.ts";
import type { FirePorts } from "../fire.ts";
import { fireOnce } from "../fire.ts";
import { hooksPath } from "./cookie.ts";
import { eventOf, type Headers } from "./event.ts";
import { answerOfExecution, answerOfFault, secured } from "./handle.ts";
import { type HttpConfig, httpConfigOf, httpFireOptions } from "./index.ts";
import type { HookAnswer } from "./response.ts";
import { matchPath, parsePath, requestParts } from "./route.ts";

/** A request that somebody at work sends to an endpoint, to see what it answers. */
export type TrialRequest = {
  method: string;
  /** Behind `/hooks/<realm>`, encoded, e.g. `/orders/42`. */
  path: string;
  /** Without the question mark. */
  query: string;
  headers: { [name: string]: string };
  /** Null sends none. */
  body: string | null;
};

/** What a caller would get. `execution` null: it was refused before the script ran. */
export type TrialAnswer = { answer: HookAnswer; execution: Execution | null };

type Called = { trigger: Trigger; realm: Realm; script: { module: string; name: string } };

/** The caller's own mistakes, which the wire answers in words. */
const refusals: readonly FaultCode[] = ["bad_request", "too_large", "unsupported_media_type"];

/**
 * Calls an endpoint as its callers do, past its door: whoever may try it has shown who they are, and what they try uses up
 * nobody's rate. The endpoint need not be enabled, the run is a trial, and what it publishes is not sent.
 *
 * @throws Fault `bad_request` for an address or method of another endpoint; `not_found` when nothing is live
 */
export async function callEndpoint(
  ports: FirePorts & { hooksUrl: string },
  { trigger, realm, script }: Called,
  request: TrialRequest,
  actor: Actor,
): Promise<TrialAnswer> {
  const config = httpConfigOf(trigger);
  const params = paramsOf(config, request);
  const nowMs = ports.clock();
  const id = newId("req", nowMs);
  const headers: Headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  try {
    const bytes = Buffer.from(request.body ?? "");
    const event = eventOf(config, { ...request, id, params, headers, bytes, ip: nobodysAddress, nowMs });
    const execution = await fireOnce(ports, {
      ...httpFireOptions(config, realm),
      trigger,
      realm,
      script,
      event,
      applyEffects: false,
      trial: true,
      actor: { ...actor, requestId: id },
    });
    const cookies = typeof headers.cookie === "string" ? headers.cookie : undefined;
    const path = hooksPath(ports.hooksUrl, realm.name);
    return {
      answer: secured(answerOfExecution(execution, { path, cookies }), config),
      execution,
    };
  } catch (error) {
    if (!(error instanceof Fault) || !refusals.includes(error.code)) throw error;
    return { answer: secured(answerOfFault(error), config), execution: null };
  }
}

/** Of the range that is kept for examples: a trial comes from no address. */
const nobodysAddress = "203.0.113.7";

function paramsOf(config: HttpConfig, { method, path }: TrialRequest): { [name: string]: string } {
  if (config.method !== "ANY" && config.method !== method)
    throw new Fault("bad_request", `method: this endpoint takes ${config.method}.`);
  const words = requestParts(path);
  const params = words && matchPath(parsePath(config.path)!, words);
  if (params) return params;
  throw new Fault(
    "bad_request",
    `path: this endpoint answers ${config.path}, which "${path.slice(0, 200)}" is not.`,
  );
}
