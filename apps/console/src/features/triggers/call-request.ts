import {
  encodePart,
  hookSignerNames,
  isObject,
  type Json,
  type SigningScheme,
  schemeOf,
} from "@scriptyard/model";
import { addressOf } from "../../app/mount.ts";
import type { Inputs } from "../../app/trpc.ts";
import type { CallRequest } from "../../components/call/commands.ts";

/** What stands in the fields of *Call it*. `params.id` is the value of the part `:id` of the path. */
export type CallTexts = { [field: string]: string };
type Request = Inputs["triggers"]["send"]["request"];

/** An endpoint as its configuration says it; what does not fit is read as the default. */
export type Endpoint = {
  method: string;
  path: string;
  auth: CallRequest["auth"];
  scheme: SigningScheme;
};

export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof methods)[number];

export function endpointOf(config: { [field: string]: Json }): Endpoint {
  const { method, path, auth, signatureHeader: header } = config;
  const signer = hookSignerNames.find((name) => name === config.signer) ?? "scriptyard";
  return {
    method: typeof method === "string" ? method : "POST",
    path: typeof path === "string" ? path : "/",
    auth: auth === "none" || auth === "signature" ? auth : "token",
    scheme: schemeOf(signer, typeof header === "string" ? header : "x-signature"),
  };
}

/** Names of the parts of a path that a caller fills in. */
export const paramsOf = (path: string): string[] =>
  path.split("/").flatMap((part) => (part.startsWith(":") ? [part.slice(1)] : []));

/** What the fields begin with: the sample event of the trigger, as a request. */
export function callTextsOf({ method, path }: Endpoint, sample: Json): CallTexts {
  const { params, headers, body } = isObject(sample) ? sample : {};
  const values = isObject(params) ? params : {};
  const sent = body === undefined || body === null ? "" : text(body);
  const named = Object.entries(isObject(headers) ? headers : {}).map(
    ([name, value]) => `${name}: ${text(value)}`,
  );
  return {
    method: method === "ANY" ? "POST" : method,
    query: "",
    headers: named.join("\n"),
    body: method === "GET" ? "" : sent,
    ...Object.fromEntries(paramsOf(path).map((name) => [`params.${name}`, text(values[name] ?? "42")])),
  };
}

/** The request that the fields say, or what is wrong with one of them. */
export function readCall(
  endpoint: Endpoint,
  texts: CallTexts,
): { ok: true; request: Request } | { ok: false; field: string; problem: string } {
  for (const name of paramsOf(endpoint.path))
    if (!texts[`params.${name}`]?.trim())
      return { ok: false, field: `params.${name}`, problem: "A part of an address is not empty." };
  // No plain object until all are here: a header may be called as what every object has.
  const headers = new Map<string, string>();
  for (const line of (texts.headers ?? "").split("\n").filter((one) => one.trim() !== "")) {
    const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.*)$/.exec(line.trim()) ?? [];
    if (name === undefined || value === undefined)
      return { ok: false, field: "headers", problem: `“${line.slice(0, 40)}” is no header: name: value.` };
    if (headers.has(name.toLowerCase()))
      return {
        ok: false,
        field: "headers",
        problem: `“${name}” stands twice: write its values in one line, with commas between them.`,
      };
    headers.set(name.toLowerCase(), value);
  }
  const method = methods.find((one) => one === texts.method) ?? ("POST" satisfies Method);
  const path = endpoint.path
    .split("/")
    .map((part) => (part.startsWith(":") ? encodePart(texts[`params.${part.slice(1)}`] ?? "") : part))
    .join("/");
  const query = (texts.query ?? "").trim().replace(/^\?/, "");
  const body = method === "GET" || texts.body === "" ? null : (texts.body ?? null);
  return { ok: true, request: { method, path, query, headers: Object.fromEntries(headers), body } };
}

/**
 * The same request as callers send it.
 *
 * @param address of the endpoint, e.g. `/hooks/acme/orders/:id`, or whole where endpoints have a host of their own
 */
export function commandRequest(
  { path: pattern, auth, scheme }: Endpoint,
  address: string,
  { method, path, query, headers, body }: Request,
): CallRequest {
  const base = address.slice(0, address.length - (pattern === "/" ? 0 : pattern.length));
  const filled = path === "/" ? "" : path;
  const url = addressOf(`${base}${filled}${query === "" ? "" : `?${query}`}`);
  return { method, url, headers, body, auth, scheme };
}

const text = (value: Json): string =>
  typeof value === "string" ? value : JSON.stringify(value, null, typeof value === "object" ? 2 : 0);
