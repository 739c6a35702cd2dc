import { z } from "zod";
import type { SecretWord } from "../secrets/secret-word.ts";
import { httpMethods } from "./http-rules.ts";

/** A call that `fetch` makes, as it leaves the sandbox and as it is recorded: secrets are words, never values. */
export type HttpCall = {
  url: string;
  method: string;
  /** By name in lower case. */
  headers: { [name: string]: string | SecretWord };
  body?: { text: string } | { base64: string } | { secret: SecretWord };
  redirect?: "follow" | "manual" | "error";
};

export const httpBodySchema = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ base64: z.string() }),
]);

/** What was answered. */
export const fetchAnswerSchema = z.strictObject({
  status: z.int().min(100).max(599),
  statusText: z.string().max(500),
  /** Of the last redirect that was followed. */
  url: z.string(),
  redirected: z.boolean(),
  /** By name in lower case; several cookies on a line each. */
  headers: z.record(z.string(), z.string()),
  body: httpBodySchema,
});
export type FetchAnswer = z.infer<typeof fetchAnswerSchema>;

/** What a call is answered in a preview, where nobody is called. */
export const httpMockSchema = z.strictObject({
  method: z.enum(httpMethods),
  /** The whole address; with `*` at its end, every one that begins so. */
  url: z.string().min(1).max(2_000),
  status: z.int().min(200).max(599),
  headers: z.record(z.string().max(100), z.string().max(4_000)).optional(),
  /** A text is the body; anything else is sent as JSON. */
  body: z.json().optional(),
});
export type HttpMock = z.infer<typeof httpMockSchema>;

/** The first that is about a call. */
export function mockFor(mocks: readonly HttpMock[], { method, url }: Pick<HttpCall, "method" | "url">) {
  return mocks.find(
    (mock) =>
      mock.method === method &&
      (mock.url.endsWith("*") ? url.startsWith(mock.url.slice(0, -1)) : mock.url === url),
  );
}

/** A mock as the answer of its call. */
export function mockAnswer(url: string, { status, headers = {}, body }: HttpMock): FetchAnswer {
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  const type = body === undefined || typeof body === "string" ? {} : { "content-type": "application/json" };
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    status,
    statusText: "",
    url,
    redirected: false,
    headers: { ...type, ...(Object.fromEntries(named) as FetchAnswer["headers"]) },
    body: { text },
  };
}
