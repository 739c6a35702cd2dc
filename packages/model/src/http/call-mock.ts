import { z } from "zod";
import type { Json } from "../json.ts";
import { type ComparisonBudget, maskText, sameButMasked } from "../masked.ts";
import { isObject, nestsWithin } from "../objects.ts";
import type { HostAnswer } from "../outcome.ts";
import { type FetchAnswer, fetchAnswerSchema, type HttpCall } from "./http-call.ts";
import { httpMethods } from "./http-rules.ts";

/** Calls that one run is told the answers of. */
const mostMocks = 50;

/** What the calls of one run may compare with the answers they are told, in characters: far more than people write. */
const comparisonsOfRun = 20_000_000;

/** Lists and objects in each other, as everything that is sent. */
const mostLevels = 100;

/**
 * People's JSON, which came as JSON and is some: `z.json()` would try six alternatives for each value, on the thread that
 * serves. Only how deep it nests is looked at, since what compares and writes it does so level by level.
 */
const sentJson = z
  .unknown()
  .refine((value) => nestsWithin(value, mostLevels), { error: `may nest ${mostLevels} levels deep` })
  .meta({ description: "Any JSON." }) as unknown as z.ZodType<Json>;

/** What both kinds of mock have, with `json` for what may be any JSON. */
const membersWith = (json: z.ZodType<Json>) => ({
  http: z.strictObject({
    method: z.enum(httpMethods),
    /** The whole address; with `*` at its end, every one that begins so. */
    url: z.string().min(1).max(2_000),
    status: z.int().min(200).max(599),
    headers: z.record(z.string().max(100), z.string().max(4_000)).optional(),
    /** A text is the body; anything else is sent as JSON. */
    body: json.optional(),
    /** Instead of `body`: bytes that are no text. */
    base64: z.base64().optional(),
  }),
  function: z.strictObject({
    /** As scripts write it: `accounts.find`. */
    function: z
      .string()
      .max(120)
      .regex(/^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/, 'write its name, such as "accounts.find"'),
    /** Absent: calls with any arguments. `"[masked]"` stands for whatever is there. */
    args: z.array(json).max(10).optional(),
    answer: json.optional(),
    error: z.string().min(1).max(500).optional(),
  }),
});
const members = membersWith(sentJson);
const words = {
  error: 'write { "method", "url", "status", "body" }, or { "function", "answer" } for an async function',
};

/** What a call of `fetch` is answered in a preview, where nobody is called. */
export const httpMockSchema = members.http;
export type HttpMock = z.infer<typeof httpMockSchema>;

/** What an async function of the host is answered in a preview: an answer, or the error that its call ends with. */
export const functionMockSchema = members.function.refine(
  ({ answer, error }) => (answer === undefined) !== (error === undefined),
  { error: "write either answer or error" },
);
export type FunctionMock = z.infer<typeof functionMockSchema>;

export const callMockSchema = z.union([httpMockSchema, functionMockSchema], words);
export type CallMock = z.infer<typeof callMockSchema>;

/** What the calls of one run are answered. A sample keeps them beside its arguments. */
export const callMocksSchema = z.array(callMockSchema).max(mostMocks);

/** The same as far as a JSON Schema can say it, for files whose schema editors read: `callMocksSchema` has the last word. */
export const callMocksShape = () => {
  const { http, function: fn } = membersWith(z.json());
  return z.array(z.union([http, fn], words)).max(mostMocks);
};

/** The answers of one run, in turn. */
export type CallMocks = {
  /**
   * For a call of `fetch`, which mocks of both kinds answer.
   *
   * @param args the call as the script made it; its address as the web writes it stands in `call`
   */
  fetch(call: Pick<HttpCall, "method" | "url">, args: Json[]): CallMock | undefined;
  /** For any other async function of the host. */
  function(name: string, args: Json[]): FunctionMock | undefined;
};

/**
 * The first that is about a call answers it. Of several about the very same (a service that is busy once, then answers) each
 * answers once, in their order, and the last of them from then on.
 */
export function createCallMocks(mocks: readonly CallMock[]): CallMocks {
  const spent = new Set<CallMock>();
  const budget: ComparisonBudget = { left: comparisonsOfRun };
  const abouts = new Map(mocks.map((mock) => [mock, aboutOf(mock)]));
  const inTurn = <M extends CallMock>(fitting: readonly M[]): M | undefined => {
    const [first] = fitting;
    if (first === undefined) return undefined;
    const about = abouts.get(first);
    const same = fitting.filter((one) => abouts.get(one) === about);
    const next = same.find((one) => !spent.has(one)) ?? same.at(-1)!;
    spent.add(next);
    return next;
  };
  const named = (name: string, args: Json[]) => (mock: CallMock) =>
    "function" in mock &&
    mock.function === name &&
    (mock.args === undefined || sameButMasked(args, mock.args, budget));
  const functions = mocks.filter((mock) => "function" in mock && mock.function !== "fetch");
  return {
    fetch: (call, args) =>
      inTurn(mocks.filter((mock) => ("method" in mock ? calls(mock, call) : named("fetch", args)(mock)))),
    function: (name, args) => inTurn(functions.filter(named(name, args))) as FunctionMock | undefined,
  };
}

const calls = (mock: HttpMock, { method, url }: Pick<HttpCall, "method" | "url">): boolean =>
  mock.method === method &&
  (mock.url.endsWith("*") ? url.startsWith(mock.url.slice(0, -1)) : mock.url === url);

/** Both kinds are about the same call where method and address are: one that failed was kept by its arguments. */
function aboutOf(mock: CallMock): string {
  if ("method" in mock) return JSON.stringify([mock.method, mock.url]);
  const called = mock.function === "fetch" ? calledIn(mock.args ?? []) : null;
  return JSON.stringify(called ?? [mock.function, mock.args ?? null]);
}

/** Method and address of a recorded call of `fetch`, as a mock has them. Null where the address cannot be told. */
function calledIn([request]: readonly Json[]): [method: string, url: string] | null {
  if (!isObject(request)) return null;
  const { method, url } = request;
  if (typeof method !== "string" || typeof url !== "string") return null;
  return URL.canParse(url) && !url.includes(maskText) ? [method, new URL(url).href] : null;
}

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
    .slice(0, mostMocks)
    .map((answer) => httpMockOf(answer) ?? functionMockOf(answer))
    .filter((mock) => callMockSchema.safeParse(mock).success);
}

function functionMockOf({ name, args, ok, value, error }: HostAnswer): FunctionMock {
  // What is thrown in the guest names the function again.
  const said = (error ?? "failed").replace(`${name}: `, "").slice(0, 500);
  return { function: name, args, ...(ok ? { answer: value } : { error: said }) };
}

/** Null for what is no answered call of `fetch`, or has an address that a mock cannot have. */
function httpMockOf({ name, args, ok, value }: HostAnswer): HttpMock | null {
  if (name !== "fetch" || !ok) return null;
  const called = calledIn(args);
  const answer = fetchAnswerSchema.safeParse(value);
  if (!answer.success || called === null) return null;
  const [method, url] = called;
  const { status, headers, body } = answer.data;
  const { "content-length": _length, date: _date, ...kept } = headers;
  const parsed = httpMockSchema.safeParse({ method, url, status, headers: kept, ...bodyOf(body) });
  return parsed.success ? parsed.data : null;
}

/** JSON as itself, so that people can read and change it; where that would be written otherwise than it came, the text. */
function bodyOf(body: FetchAnswer["body"]): Pick<HttpMock, "body" | "base64"> {
  if ("base64" in body) return { base64: body.base64 };
  const { text } = body;
  if (!/^[[{]/.test(text)) return { body: text };
  try {
    const json = JSON.parse(text) as Json;
    return { body: JSON.stringify(json) === text ? json : text };
  } catch {
    return { body: text };
  }
}
