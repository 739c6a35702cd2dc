import type { Host, HttpService } from "@scriptyard/host-kit";
import {
  type CallMocks,
  type HttpCall,
  httpMethods,
  type Json,
  mockAnswer,
  secretBytes,
} from "@scriptyard/model";
import { mocked } from "../engine/mocked.ts";
import type { RunInput } from "../engine/run.ts";
import { specifierOf } from "../engine/runnable.ts";
import type { SecurityLog } from "../policy/security-log.ts";
import type { RunSecrets } from "../secrets/vault.ts";
import type { Resolve } from "./addresses.ts";
import { addressIn, Blocked, bodyIsPersonal, type Call, makeCall } from "./call.ts";
import type { HttpGate } from "./gate.ts";
import { givenCall } from "./given.ts";
import { headersOf, type ValueNamed } from "./headers.ts";
import type { ToldHosts } from "./told-hosts.ts";

export type HttpServicePorts = {
  security: SecurityLog;
  resolve: Resolve;
  httpGate: HttpGate;
  toldHosts: ToldHosts;
};

/** How long one call may take, redirects included; a run has its own limit of waiting beside. */
const timeoutMs = 10_000;
const mostBytes = 1_000_000;

/**
 * Calls of one run. What it may call is the realm's word, what it may send of secrets the vault's: those that the run was handed
 * as it began. Its masks are of them, so that a value that was rotated meanwhile is neither sent nor told back unmasked.
 */
export function httpService(
  ports: HttpServicePorts,
  input: RunInput,
  secrets: Pick<RunSecrets, "handed"> | null,
): HttpService {
  const { realm, limits } = input.runnable;
  const valueNamed = valuesOf(secrets);
  return {
    async call(given, { signal }) {
      const call = readCall(givenCall(given), valueNamed);
      using _place = ports.httpGate.enter(realm.id);
      try {
        const answer = await makeCall(call, {
          rules: realm.policy?.http ?? [],
          resolve: ports.resolve,
          // Of what the guest may be given, less what JSON adds.
          mostBytes: Math.min(mostBytes, Math.floor(limits.inputBytes * 0.9)),
          timeoutMs,
          signal,
        });
        return answer as unknown as Json;
      } catch (error) {
        if (error instanceof Blocked) report(ports, input, call, error);
        throw error;
      }
    },
  };
}

/** Where a text is only tried nobody is called: what somebody wrote for a call of a preview is its answer. */
export function mockedHttp(
  given: { mocks: CallMocks; host: Host } | null,
  { trigger }: Pick<RunInput, "trigger">,
): HttpService {
  return {
    async call(request) {
      const { url, method } = givenCall(request);
      const parsed = addressIn(url);
      if (parsed === null) throw new TypeError(`${JSON.stringify(url.slice(0, 200))} is no address`);
      const mock = given?.mocks.fetch({ method, url: parsed.href }, [request]);
      if (given === null || mock === undefined)
        throw new TypeError(
          `${method} ${shownAddress(parsed.href)} is called by live runs only${trigger === "preview" ? ". Say what it answers under Calls" : ""}`,
        );
      if ("method" in mock) return mockAnswer(parsed.href, mock) as unknown as Json;
      const said = mocked(given.host, mock);
      if (said.ok) return said.value;
      throw new TypeError(said.error);
    },
  };
}

/** As a mock can have it: of a long one the beginning, for every address that begins so. */
function shownAddress(href: string): string {
  return href.length > mostShown ? `${href.slice(0, mostShown)}*` : href;
}

/** Well below what a script is told of an error. */
const mostShown = 500;

function valuesOf(secrets: Pick<RunSecrets, "handed"> | null): ValueNamed {
  const values = secrets?.handed.values ?? {};
  return (name) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new TypeError(`there is no secret "${name.slice(0, 60)}" for this script`);
    return value;
  };
}

function readCall(given: HttpCall, valueNamed: ValueNamed): Call {
  const { method, body, redirect = "follow" } = given;
  if (!(httpMethods as readonly string[]).includes(method))
    throw new TypeError(`the method is one of ${httpMethods.join(", ")}, not ${method.slice(0, 20)}`);
  const url = addressIn(given.url);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new TypeError(
      `${JSON.stringify(given.url.slice(0, 200))} is no address such as https://api.shop.example`,
    );
  if (url.username !== "" || url.password !== "")
    throw new TypeError(
      "an address holds no user and password: send them with secrets.basic as authorization",
    );
  if (body && (method === "GET" || method === "HEAD")) throw new TypeError(`${method} has no body`);
  url.hash = "";
  const { headers, personal } = headersOf(given.headers, valueNamed);
  const isSecret = body !== undefined && "secret" in body;
  return {
    url,
    method,
    headers,
    personal: isSecret ? [...personal, bodyIsPersonal] : personal,
    body: body === undefined ? null : bodyOf(body, valueNamed),
    redirect,
  };
}

function bodyOf(body: NonNullable<HttpCall["body"]>, valueNamed: ValueNamed): Uint8Array {
  if ("text" in body) return Buffer.from(body.text, "utf8");
  if ("base64" in body) return Buffer.from(body.base64, "base64");
  return secretBytes(body.secret, valueNamed);
}

function report(
  { security, toldHosts }: HttpServicePorts,
  { runnable, trigger, actor }: RunInput,
  { method }: Call,
  { host, message }: Blocked,
): void {
  const { realm, script, origin, policy } = runnable;
  const subject = toldHosts.subject(realm.id, host.slice(0, 200));
  const isNamed = subject !== "other hosts";
  security.report({
    realmId: realm.id,
    kind: "http",
    subject,
    message: isNamed
      ? `${method} ${host} was not called: ${message}.`.slice(0, 1_000)
      : "Many other hosts were not called: the script seems to call what somebody sends.",
    level: policy.levels.join(", "),
    scriptId: script.id,
    script: specifierOf(script),
    version: origin.kind === "version" ? origin.number : null,
    trigger,
    executionId: null,
    userId: actor.userId,
    requestId: actor.requestId,
  });
}
