import type { Execution, FaultCode } from "@scriptyard/model";
import {
  Fault,
  faults,
  filled,
  newId,
  retryAfterSecondsOf,
  schemeOf,
  signatureHeader,
} from "@scriptyard/model";
import { networkOf } from "../../../attempts/network.ts";
import { hooksPath } from "./cookie.ts";
import type { Endpoint, EndpointMatch, Endpoints } from "./endpoints.ts";
import { eventOf, type Headers, single } from "./event.ts";
import { isLoadedAsCode, protection, resourcePolicy } from "./fence.ts";
import type { HttpConfig } from "./index.ts";
import type { RateLimiter } from "./rate-limit.ts";
import type { HookAnswer } from "./response.ts";
import { answerOfResult, plainAnswer } from "./response.ts";
import { comparePaths, requestParts } from "./route.ts";
import { isSignedBy } from "./signers.ts";

/** A request to `/hooks/<realm>/…`, as the server received it. */
export type HookRequest = {
  realm: string;
  method: string;
  /** As in the request line, e.g. `/hooks/acme/orders/42?x=1`. */
  pathAndQuery: string;
  /** Behind `/hooks/<realm>`, undecoded, without the query. */
  path: string;
  query: string;
  headers: Headers;
  ip: string;
  /** Aborts when whoever sent it went away. */
  gone?: AbortSignal;
  /** Read only when the request got past the door. @throws Fault `too_large` */
  readBody(): Promise<Buffer>;
  /** The realm an API token is bound to (null: every realm), or undefined when it is not valid. */
  verifyToken(authorization: string | undefined): Promise<string | null | undefined>;
};

type Parts = {
  endpoints: Endpoints;
  limiter: RateLimiter;
  clock: () => number;
  /** What stands before the paths of endpoints. */
  hooksUrl: string;
  /** Whether an endpoint would answer there if its realm were open. */
  isClosed: (realm: string, words: readonly string[]) => Promise<boolean>;
};

/** Answers a request. Throws nothing that a caller caused; a fault of our own passes, for the server to log. */
export async function handleHook(parts: Parts, request: HookRequest): Promise<HookAnswer> {
  if (isLoadedAsCode(request.headers))
    return secured(
      plainAnswer(403, "An endpoint's answer is not for browsers to run or to apply to a page."),
    );
  const words = requestParts(request.path);
  if (words === null) return secured(plainAnswer(400, "The address is not a valid URL path."));
  const matches = parts.endpoints.match(request.realm, words);
  if (matches.length === 0) return secured(await noEndpoint(parts, request.realm, words));
  if (request.method === "OPTIONS") return secured(preflight(matches, request));
  const match = chosen(matches, request.method);
  if (match === undefined)
    return secured(
      plainAnswer(405, "This address does not take that method.", {}, { allow: allowed(matches) }),
    );
  const answer = await answerMatch(parts, request, match).catch((error: unknown) => answerOfFault(error));
  const cors = corsHeaders(match.endpoint, request.headers.origin);
  const shown = secured({ ...answer, headers: { ...answer.headers, ...cors } }, match.endpoint.config);
  return request.method === "HEAD" ? { ...shown, body: null } : shown;
}

async function noEndpoint({ isClosed }: Parts, realm: string, words: readonly string[]): Promise<HookAnswer> {
  return (await isClosed(realm, words)) ? closed() : plainAnswer(404, "There is no such endpoint.");
}

/** Who may open it again, and where, is none of a stranger's business. */
const closed = () => plainAnswer(faults.realm_closed.http, "The endpoint is closed.");

async function answerMatch(
  parts: Parts,
  request: HookRequest,
  { endpoint, params }: EndpointMatch,
): Promise<HookAnswer> {
  const { config, trigger } = endpoint;
  if (config.rateLimitPerMinute > 0) {
    const client = `${trigger.id} ${networkOf(request.ip)}`;
    const seconds = parts.limiter.take(client, config.rateLimitPerMinute);
    if (seconds !== null)
      return plainAnswer(429, "Too many requests. Try again later.", {}, { "retry-after": String(seconds) });
  }
  // A token is in a header: who has none makes us read nothing. A signature covers the body.
  if (config.auth === "token" && !(await tokenFits(endpoint, request)))
    return unauthorised("Bearer", tokenRemedy);
  const bytes = await request.readBody();
  if (config.auth === "signature" && !(await signatureFits(parts, endpoint, request, bytes)))
    return unauthorised("Signature", signingRemedy(config));
  const id = newId("req", parts.clock());
  const event = eventOf(config, { ...request, id, params, bytes, nowMs: parts.clock() });
  const actor = { userId: null, requestId: id, gone: request.gone };
  const execution = await endpoint.fire(event, endpoint.fireOptions, actor);
  const cookies = single(request.headers.cookie);
  return answerOfExecution(execution, { path: hooksPath(parts.hooksUrl, endpoint.realm.name), cookies });
}

export function answerOfExecution(
  execution: Execution,
  from: { path: string; cookies: string | undefined },
): HookAnswer {
  if (execution.status === "ok") return answerOfResult(execution.result, from);
  const { error, id: executionId } = execution;
  if (error?.type === "timeout") return plainAnswer(504, "The endpoint took too long.", { executionId });
  if (error?.type === "cancelled")
    return plainAnswer(503, "Try again.", { executionId }, { "retry-after": "1" });
  return plainAnswer(500, "The endpoint failed.", { executionId });
}

/** Refusals a caller can act on keep their words; what concerns the inside does not. */
export function answerOfFault(error: unknown): HookAnswer {
  if (!(error instanceof Fault)) throw error;
  const answer = faultAnswers[error.code];
  if (answer === null) throw error;
  return answer(error);
}

const inItsWords = ({ code, message }: Fault) => plainAnswer(faults[code].http, message);
const later = ({ code, details }: Fault) => {
  const seconds = retryAfterSecondsOf(details);
  return plainAnswer(faults[code].http, "Busy. Try again in a moment.", {}, { "retry-after": `${seconds}` });
};

/** `null`: none of the caller's business, or not thrown here; the server answers it as any other failure of ours. */
const faultAnswers: Record<FaultCode, ((fault: Fault) => HookAnswer) | null> = {
  bad_request: inItsWords,
  too_large: inItsWords,
  realm_closed: closed,
  unsupported_media_type: inItsWords,
  busy: later,
  rate_limited: later,
  unavailable: later,
  gone: () => plainAnswer(404, "There is no such endpoint."),
  // Nothing of the script is live, or it is not there any more: the operator sees why in the trigger.
  not_found: () => plainAnswer(500, "The endpoint is not ready."),
  unauthenticated: null,
  forbidden: null,
  method_not_allowed: null,
  conflict: null,
  draft_invalid: null,
  storage: null,
  internal: null,
};

/** Of the paths that take the method the most particular one; of its endpoints the one for that method before `ANY`. */
function chosen(matches: readonly EndpointMatch[], method: string): EndpointMatch | undefined {
  const wanted = method === "HEAD" ? "GET" : method;
  const takes = matches.filter(({ endpoint }) => [wanted, "ANY"].includes(endpoint.config.method));
  const [first] = takes;
  if (first === undefined) return undefined;
  const samePath = takes.filter(({ endpoint }) => comparePaths(endpoint.path, first.endpoint.path) === 0);
  return samePath.find(({ endpoint }) => endpoint.config.method === wanted) ?? first;
}

/** Methods of a path, for `Allow`. */
function allowed(matches: readonly EndpointMatch[]): string {
  const methods = new Set<string>(["OPTIONS"]);
  for (const { endpoint } of matches) {
    const { method } = endpoint.config;
    for (const one of method === "ANY" ? ["GET", "POST", "PUT", "PATCH", "DELETE"] : [method])
      methods.add(one);
  }
  if (methods.has("GET")) methods.add("HEAD");
  return [...methods].sort().join(", ");
}

function preflight(matches: readonly EndpointMatch[], request: HookRequest): HookAnswer {
  const allow = allowed(matches);
  const wanted = single(request.headers["access-control-request-method"]);
  const match = wanted === undefined ? undefined : chosen(matches, wanted);
  const cors = match === undefined ? {} : corsHeaders(match.endpoint, request.headers.origin);
  const grants = Object.hasOwn(cors, "access-control-allow-origin")
    ? {
        "access-control-allow-methods": allow,
        "access-control-allow-headers": `authorization, content-type, ${signatureHeader}`,
        "access-control-max-age": "600",
      }
    : {};
  return { status: 204, headers: { allow, ...cors, ...grants }, body: null };
}

/** Never with credentials: cookies of this origin are the console's. */
function corsHeaders(
  { config }: Endpoint,
  header: string | string[] | undefined,
): { [name: string]: string } {
  if (config.corsOrigins.length === 0) return {};
  if (config.corsOrigins.includes("*")) return { "access-control-allow-origin": "*" };
  const origin = single(header);
  const granted = origin !== undefined && config.corsOrigins.includes(origin);
  return { vary: "Origin", ...(granted ? { "access-control-allow-origin": origin } : {}) };
}

async function tokenFits({ realm }: Endpoint, request: HookRequest): Promise<boolean> {
  const bound = await request.verifyToken(single(request.headers.authorization));
  return bound === null || bound === realm.id;
}

async function signatureFits(
  { clock }: Parts,
  { secret, claimSignature, config }: Endpoint,
  { method, pathAndQuery, headers }: HookRequest,
  body: Buffer,
): Promise<boolean> {
  if (secret === null) return false;
  const signer = { name: config.signer, header: config.signatureHeader };
  const request = { method, pathAndQuery, headers, body };
  return isSignedBy(signer, secret, request, { nowMs: clock(), claim: claimSignature });
}

function unauthorised(scheme: "Bearer" | "Signature", remedy: string): HookAnswer {
  return plainAnswer(401, remedy, {}, { "www-authenticate": scheme });
}

const tokenRemedy = "Send an API token of this realm with the scope hooks: Authorization: Bearer sy_… .";

function signingRemedy({ signer, signatureHeader: own }: HttpConfig): string {
  const { headers, signed } = schemeOf(signer, own);
  const values = { t: "<seconds>", signature: "<signature>", id: "<id>" };
  const lines = Object.entries(headers).map(([name, template]) => `${name}: ${filled(template, values)}`);
  const timed = signed.includes("{t}") ? " Each signature counts once, for five minutes." : "";
  return `Sign the request: ${lines.join(", ")}.${timed}`;
}

export function secured(answer: HookAnswer, config?: Pick<HttpConfig, "corsOrigins">): HookAnswer {
  const policy = resourcePolicy(config?.corsOrigins ?? []);
  return { ...answer, headers: { ...answer.headers, ...protection, ...policy } };
}
