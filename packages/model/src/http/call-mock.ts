import { z } from "zod";
import { type Json, jsonSchema } from "../json.ts";
import { maskText, sameButMasked } from "../masked.ts";
import type { HostAnswer } from "../outcome.ts";
import { type FetchAnswer, fetchAnswerSchema, type HttpCall } from "./http-call.ts";
import { httpMethods } from "./http-rules.ts";

/** What a call of `fetch` is answered in a preview, where nobody is called. */
export const httpMockSchema = z.strictObject({
  method: z.enum(httpMethods),
  /** The whole address; with `*` at its end, every one that begins so. */
  url: z.string().min(1).max(2_000),
  status: z.int().min(200).max(599),
  headers: z.record(z.string().max(100), z.string().max(4_000)).optional(),
  /** A text is the body; anything else is sent as JSON. */
  body: z.json().optional(),
  /** Instead of `body`: bytes that are no text. */
  base64: z.base64().optional(),
});
export type HttpMock = z.infer<typeof httpMockSchema>;

/** What an async function of the host is answered in a preview: an answer, or the error that its call ends with. */
export const functionMockSchema = z
  .strictObject({
    /** As scripts write it: `users.find`. */
    function: z
      .string()
      .max(120)
      .regex(/^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/, 'write its name, such as "users.find"'),
    /** Absent: calls with any arguments. `"[masked]"` stands for whatever is there. */
    args: z.array(jsonSchema).max(10).optional(),
    answer: jsonSchema.optional(),
    error: z.string().min(1).max(500).optional(),
  })
  .refine(({ answer, error }) => (answer === undefined) !== (error === undefined), {
    error: "write either answer or error",
  });
export type FunctionMock = z.infer<typeof functionMockSchema>;

export const callMockSchema = z.union([httpMockSchema, functionMockSchema], {
  error: 'write { "method", "url", "status", "body" }, or { "function", "answer" } for an async function',
});
export type CallMock = z.infer<typeof callMockSchema>;

/** What the calls of one run are answered. A sample keeps them beside its arguments. */
export const callMocksSchema = z.array(callMockSchema).max(50);

/** The answers of one run, in turn. */
export type CallMocks = {
  /** For a call of `fetch`. */
  http(call: Pick<HttpCall, "method" | "url">): HttpMock | undefined;
  /** For an async function of the host, `fetch` too. */
  function(name: string, args: Json[]): FunctionMock | undefined;
};

/**
 * The first that is about a call answers it. Of several about the very same (a service that is busy once, then answers) each
 * answers once, in their order, and the last of them from then on.
 */
export function createCallMocks(mocks: readonly CallMock[]): CallMocks {
  const asked = new Map<string, number>();
  const inTurn = <M extends CallMock>(of: readonly M[]): M | undefined => {
    const [first] = of;
    if (first === undefined) return undefined;
    const key = aboutOf(first);
    const same = of.filter((one) => aboutOf(one) === key);
    const turn = asked.get(key) ?? 0;
    asked.set(key, turn + 1);
    return same[Math.min(turn, same.length - 1)];
  };
  const http = mocks.filter((mock) => "method" in mock);
  const functions = mocks.filter((mock) => "function" in mock);
  return {
    http: ({ method, url }) =>
      inTurn(
        http.filter(
          (mock) =>
            mock.method === method &&
            (mock.url.endsWith("*") ? url.startsWith(mock.url.slice(0, -1)) : mock.url === url),
        ),
      ),
    function: (name, args) =>
      inTurn(
        functions.filter(
          (mock) => mock.function === name && (mock.args === undefined || sameButMasked(args, mock.args)),
        ),
      ),
  };
}

const aboutOf = (mock: CallMock): string =>
  JSON.stringify("method" in mock ? [mock.method, mock.url] : [mock.function, mock.args ?? null]);

/** A mock as the answer of its call. */
export function mockAnswer(url: string, { status, headers = {}, body, base64 }: HttpMock): FetchAnswer {
  const isJson = body !== undefined && typeof body !== "string";
  const text = body === undefined ? "" : isJson ? JSON.stringify(body) : body;
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    status,
    statusText: "",
    url,
    redirected: false,
    headers: {
      ...(isJson && { "content-type": "application/json" }),
      ...(Object.fromEntries(named) as FetchAnswer["headers"]),
    },
    body: base64 === undefined ? { text } : { base64 },
  };
}

/** What a recorded run was answered, for previews of the same input: what was masked is masked there too. */
export function mocksOfAnswers(answers: readonly HostAnswer[]): CallMock[] {
  return answers
    .map((answer) => httpMockOf(answer) ?? functionMockOf(answer))
    .filter((mock) => callMockSchema.safeParse(mock).success)
    .slice(0, 50);
}

function functionMockOf({ name, args, ok, value, error }: HostAnswer): FunctionMock {
  // What is thrown in the guest names the function again.
  const said = (error ?? "failed").replace(`${name}: `, "").slice(0, 500);
  return { function: name, args, ...(ok ? { answer: value } : { error: said }) };
}

/** Null for what is no answered call of `fetch`, or has an address that a mock cannot have. */
function httpMockOf({ name, args: [request], ok, value }: HostAnswer): HttpMock | null {
  if (name !== "fetch" || !ok) return null;
  const { method, url } = request as { method?: Json; url?: Json };
  const answer = fetchAnswerSchema.safeParse(value);
  if (!answer.success || typeof url !== "string" || !URL.canParse(url) || url.includes(maskText)) return null;
  const { status, headers, body } = answer.data;
  const { "content-length": _length, date: _date, ...kept } = headers;
  const mock = { method, url: new URL(url).href, status, headers: kept, ...bodyOf(body) };
  const parsed = httpMockSchema.safeParse(mock);
  return parsed.success ? parsed.data : null;
}

/** JSON as itself, so that people can read and change it. */
function bodyOf(body: FetchAnswer["body"]): Pick<HttpMock, "body" | "base64"> {
  if ("base64" in body) return { base64: body.base64 };
  if (!/^\s*[[{]/.test(body.text)) return { body: body.text };
  try {
    return { body: JSON.parse(body.text) as Json };
  } catch {
    return { body: body.text };
  }
}
