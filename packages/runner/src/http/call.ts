import type { FetchAnswer, HttpRule } from "@scriptyard/model";
import { httpRuleFor, namesHost } from "@scriptyard/model";
import { pinnedAddresses, type Resolve } from "./addresses.ts";
import type { Headers } from "./headers.ts";
import { type Incoming, send, TooLarge } from "./send.ts";

/** A call with everything put in. */
export type Call = {
  url: URL;
  method: string;
  headers: Headers;
  /** Names of headers that go to nobody but the first host. */
  personal: readonly string[];
  body: Uint8Array | null;
  redirect: "follow" | "manual" | "error";
};

export type CallRules = {
  rules: readonly HttpRule[];
  resolve: Resolve;
  mostBytes: number;
  timeoutMs: number;
  signal: AbortSignal;
};

/** Null for what is no address. */
export function addressIn(text: string, base?: string): URL | null {
  return URL.canParse(text, base) ? new URL(text, base) : null;
}

/** A host or a method that the realm does not list, or an address that it must not lead to. */
export class Blocked extends TypeError {
  readonly host: string;

  constructor(host: string, message: string) {
    super(message);
    this.host = host;
  }
}

const mostRedirects = 5;

/**
 * Makes a call to a host that the realm lists, and follows redirects, each of which has to be to one as well.
 *
 * @throws Blocked; TypeError in words for the script
 */
export async function makeCall(first: Call, given: CallRules): Promise<FetchAnswer> {
  const timeout = AbortSignal.timeout(given.timeoutMs);
  const signal = AbortSignal.any([given.signal, timeout]);
  let call = first;
  try {
    for (let followed = 0; ; followed++) {
      const answer = await once(call, { ...given, signal });
      const next = call.redirect === "manual" ? null : redirectIn(answer, call);
      if (next === null) return answerOf(answer, call.url, followed > 0);
      if (call.redirect === "error") throw new TypeError(`${call.url.host} answered with a redirect`);
      if (followed === mostRedirects) throw new TypeError(`more than ${mostRedirects} redirects`);
      call = next;
    }
  } catch (error) {
    if (error instanceof TypeError) throw error;
    throw new TypeError(reasonOf(error, { host: call.url.host, timedOut: timeout.aborted, ...given }));
  }
}

function reasonOf(error: unknown, about: { host: string; timedOut: boolean } & CallRules): string {
  const { host, timedOut, timeoutMs, mostBytes } = about;
  if (error instanceof TooLarge) return `${host} answered with more than ${mostBytes} bytes`;
  if (timedOut) return `${host} did not answer within ${timeoutMs} ms`;
  const { code } = error as { code?: unknown };
  // Codes of the system and of TLS are words for people who look after networks; the rest names addresses and files.
  const shown = typeof code === "string" && /^[A-Z_]{3,60}$/.test(code) ? ` (${code})` : "";
  return `${host} could not be reached${shown}`;
}

async function once(call: Call, { rules, resolve, mostBytes, signal }: CallRules): Promise<Incoming> {
  const { url, method, headers, body } = call;
  const rule = httpRuleFor(rules, url, method);
  if (rule === null) throw blocked(rules, call);
  const addresses = await pinnedAddresses(resolve, url.hostname, rule.internal === true, signal);
  if (addresses === null)
    throw new Blocked(
      url.host,
      `${url.host} is at a private address, which scripts may call only where the realm lists it as internal`,
    );
  return send({ url, method, headers, body, addresses, mostBytes, signal });
}

function blocked(rules: readonly HttpRule[], { url, method }: Call): Blocked {
  const about = rules.filter((rule) => namesHost(rule, url));
  if (about.length === 0)
    return new Blocked(url.host, `${url.host} is not among the hosts that this realm lets scripts call`);
  if (url.protocol !== "https:" && !about.some(({ internal }) => internal))
    return new Blocked(url.host, `${url.host} is called without TLS; write https://`);
  const methods = [...new Set(about.flatMap((rule) => rule.methods))].join(", ");
  return new Blocked(
    url.host,
    `this realm lets scripts call ${url.host} with ${methods}, not with ${method}`,
  );
}

/** Where an answer sends the caller, as browsers go on; null where it is the answer. */
function redirectIn({ status, headers }: Incoming, call: Call): Call | null {
  if (![301, 302, 303, 307, 308].includes(status) || headers.location === undefined) return null;
  const url = addressIn(headers.location, call.url.href);
  if (url === null) throw new TypeError(`${call.url.host} answered with a redirect to what is no address`);
  if (url.username !== "" || url.password !== "")
    throw new TypeError(`${call.url.host} answered with a redirect to an address with a user and password`);
  const leaves = url.origin !== call.url.origin;
  const becomesGet = (status === 303 && call.method !== "HEAD") || (status < 303 && call.method === "POST");
  const dropped = new Set([
    ...(leaves ? call.personal : []),
    ...(becomesGet ? ["content-type", "content-language"] : []),
  ]);
  return {
    ...call,
    url,
    headers: Object.fromEntries(
      Object.entries(call.headers).filter(
        ([name]) => !dropped.has(name) && (!leaves || impersonal.test(name)),
      ),
    ),
    ...(becomesGet && { method: "GET", body: null }),
    // A body with a secret in it was meant for the first host alone.
    ...(!becomesGet && leaves && call.personal.includes(bodyIsPersonal) && { body: null }),
  };
}

/** Headers that tell another service nothing of who calls: any other, such as `x-api-key`, may be a key for the first one. */
const impersonal = /^(accept(-[a-z]+)*|content-type|user-agent)$/;

/** Among the personal names: the body holds a secret. No header is called so. */
export const bodyIsPersonal = ":body";

function answerOf(
  { status, statusText, headers, body }: Incoming,
  url: URL,
  redirected: boolean,
): FetchAnswer {
  const text = body.toString("utf8");
  const isText = !body.includes(0) && Buffer.from(text, "utf8").equals(body);
  return {
    status,
    statusText: statusText.slice(0, 500),
    url: url.href,
    redirected,
    headers,
    body: isText ? { text } : { base64: body.toString("base64") },
  };
}
