import type { Json } from "@scriptyard/model";
import type { HttpConfig } from "./index.ts";
import { fieldsOf, parseBody } from "./request.ts";
import { requestHeaders } from "./request-headers.ts";

export type Headers = { [name: string]: string | string[] | undefined };

type Received = {
  id: string;
  method: string;
  /** Behind `/hooks/<realm>`, undecoded, without the query. */
  path: string;
  params: { [name: string]: string };
  query: string;
  headers: Headers;
  bytes: Buffer;
  ip: string;
  nowMs: number;
};

/** A request as its script gets it. @throws Fault of a body that is not what it calls itself */
export function eventOf(config: HttpConfig, received: Received): Json {
  const { id, method, path, params, query, headers, bytes, ip, nowMs } = received;
  return {
    id,
    method: method === "HEAD" ? "GET" : method,
    path: decodeURIComponent(path) || "/",
    params,
    query: fieldsOf(query),
    headers: requestHeaders(headers, config.requestHeaders),
    ...parseBody(single(headers["content-type"]), bytes),
    ...(config.rawBody && { rawBody: bytes.toString("base64") }),
    ip,
    time: new Date(nowMs).toISOString(),
  };
}

export function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
