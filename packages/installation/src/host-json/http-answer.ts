import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { isObject, type Json, signatureHeader } from "@scriptyard/model";
import { sign } from "@scriptyard/runner/signature";
import type { HttpCall } from "./schema.ts";

/** Bytes of an answer; scripts are answered with far less. */
const mostBytes = 1_000_000;
/** Of what the other side says about a call it refuses. */
const longestReason = 300;
/** Answers that say "later", nothing about the call. */
const later = [429, 502, 503, 504];

export type HttpAnswerOptions = {
  /** Names of the arguments, in order. */
  params: readonly string[];
  /** Whether an answer is wanted, or only that there was one. */
  answers: boolean;
  http: HttpCall;
  /** Null = calls are not signed; empty = the secret is not there. */
  secret: string | null;
};

/**
 * How a function of `host.json` is answered: one HTTP call, JSON both ways, signed like calls of our own endpoints. What
 * it throws is for the script's author and names no address. The host's author is trusted, so any address may be called;
 * redirects are not followed, since where they lead is somebody else's word.
 */
export function httpAnswer(
  options: HttpAnswerOptions,
): (args: Json[], call: { signal: AbortSignal; services?: { trial: boolean } }) => Promise<Json> {
  const { params, http, secret } = options;
  const { retry: { attempts = 1, backoffMs = 200 } = {} } = http;
  return async (args, { signal, services: { trial } = { trial: false } }) => {
    if (trial && http.trial !== undefined) return http.trial;
    if (secret === "") throw new TypeError(`the secret its calls are signed with is not set here`);
    const given: [string, Json][] = params.flatMap((name, index) => {
      const value = args[index];
      return value === undefined ? [] : [[name, value]];
    });
    const call = requestOf(given, http);
    // The same for every attempt: whoever is called can tell a repetition from a second order.
    const key = randomUUID();
    for (let attempt = 1; ; attempt++) {
      const answer = await once(call, { ...options, key, trial, signal });
      if (answer.ok) return answer.value;
      if (!answer.again || attempt >= attempts || signal.aborted) throw new TypeError(answer.why);
      await pause(backoffMs * 2 ** (attempt - 1), undefined, { signal });
    }
  };
}

type Request = { url: URL; method: string; body: string | null };

function requestOf(given: readonly [string, Json][], { url: address, method = "POST" }: HttpCall): Request {
  const inAddress = new Set<string>();
  const fill = (part: string) => {
    const names: string[] = [];
    const filled = part.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      names.push(name);
      inAddress.add(name);
      const text = textIn(given, name);
      if (!text.isWellFormed()) throw unfit(given, [name]);
      return encodeURIComponent(text);
    });
    return { filled, names };
  };
  const [path = "", ...query] = address.split(/(?=[?#])/);
  const filledPath = path.replaceAll(/[^/\\]+/g, (segment) => {
    const { filled, names } = fill(segment);
    // As a URL reads it: such a segment, or the one before it, would be left out.
    if (names.length > 0 && /^(\.|%2e){0,2}$/i.test(filled)) throw unfit(given, names);
    return filled;
  });
  const url = new URL(`${filledPath}${fill(query.join("")).filled}`);
  const rest = given.filter(([name]) => !inAddress.has(name));
  if (method !== "GET") return { url, method, body: JSON.stringify(Object.fromEntries(rest)) };
  for (const [name, value] of rest) url.searchParams.append(name, textOf(value));
  return { url, method, body: null };
}

/**
 * Scripts choose what stands in an address, and only the host's author which address it is: the call is signed with the
 * host's secret, so one more "..", and another endpoint would be open to them.
 */
function unfit(given: readonly [string, Json][], names: readonly string[]): TypeError {
  const said = names.map((name) => `${name}: ${JSON.stringify(textIn(given, name))}`).join(", ");
  return new TypeError(`${said} cannot be part of an address`);
}

const textIn = (given: readonly [string, Json][], name: string): string =>
  textOf(given.find(([one]) => one === name)?.[1] ?? null);

const textOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));

type Context = HttpAnswerOptions & { key: string; trial: boolean; signal: AbortSignal };
type Answer = { ok: true; value: Json } | { ok: false; again: boolean; why: string };

async function once({ url, method, body }: Request, context: Context): Promise<Answer> {
  const { http, signal, answers } = context;
  const { timeoutMs = 2_000 } = http;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method,
      body,
      redirect: "manual",
      headers: headersOf({ url, method, body }, context),
      signal: AbortSignal.any([signal, timeout]),
    });
    const text = await readText(response);
    if (text === null) return { ok: false, again: false, why: `answered with more than ${mostBytes} bytes` };
    if (response.ok) return answeredWith(text, answers);
    return { ok: false, again: later.includes(response.status), why: refusal(response.status, text) };
  } catch (error) {
    if (signal.aborted) throw error;
    const why = timeout.aborted ? `did not answer within ${timeoutMs} ms` : "could not be reached";
    return { ok: false, again: true, why };
  }
}

function headersOf({ url, method, body }: Request, { secret, key, trial }: Context): Record<string, string> {
  const headers: Record<string, string> = { accept: "application/json", "idempotency-key": key };
  if (body !== null) headers["content-type"] = "application/json";
  if (trial) headers["x-scriptyard-trial"] = "true";
  if (secret !== null) {
    const seconds = Math.floor(Date.now() / 1_000);
    const signed = { method, pathAndQuery: `${url.pathname}${url.search}`, body: Buffer.from(body ?? "") };
    headers[signatureHeader] = `t=${seconds},v1=${sign(secret, seconds, signed)}`;
  }
  return headers;
}

/** Null for what is larger than anybody should send. */
async function readText(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += (chunk as Uint8Array).byteLength;
    // Leaving the loop ends the connection.
    if (bytes > mostBytes) return null;
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function answeredWith(text: string, answers: boolean): Answer {
  if (!answers || text === "") return { ok: true, value: null };
  try {
    return { ok: true, value: JSON.parse(text) as Json };
  } catch {
    return { ok: false, again: false, why: "answered something that is no JSON" };
  }
}

/** A refusal's own reason, `{ "error": "…" }`, is the product talking to its script authors. */
function refusal(status: number, text: string): string {
  if (status >= 300 && status < 400) return `answered with a redirect (${status}), which is not followed`;
  if (status >= 500) return `answered ${status}`;
  let said: unknown;
  try {
    const value = JSON.parse(text) as unknown;
    said = isObject(value) ? value.error : undefined;
  } catch {
    said = undefined;
  }
  return typeof said === "string" && said !== ""
    ? `answered ${status}: ${said.slice(0, longestReason)}`
    : `answered ${status}`;
}
