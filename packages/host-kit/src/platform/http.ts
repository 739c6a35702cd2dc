import type { JsonSchema } from "@scriptyard/model";
import type { FunctionDefinition } from "../types.ts";
import { tokensIn } from "./answered-tokens.ts";

/** Calling other services. Which hosts that are the realm says. */
export const httpCapability = "http";

const sensitive = { type: "string", "x-sensitive": true } as const;

/** Of an answer: what says who calls, and who may go on calling. */
const secretHeaders = ["set-cookie", "authorization", "x-api-key", "x-auth-token", "x-csrf-token"];

/** Read in whole by `readSecretWord` of the model. */
const secretWord = { type: "object" } as const;

const bodyOf = (name: string, schema: JsonSchema): JsonSchema => ({
  type: "object",
  properties: { [name]: schema },
  required: [name],
  additionalProperties: false,
});

/** What the guest makes of `fetch(url, init)`: `sandbox/src/guest/standard/fetch.guest.ts`. */
const requestSchema = {
  type: "object",
  properties: {
    url: { type: "string", maxLength: 8_000 },
    method: { type: "string", maxLength: 20 },
    headers: { type: "object", additionalProperties: { anyOf: [{ type: "string" }, secretWord] } },
    body: {
      anyOf: [
        bodyOf("text", { type: "string" }),
        bodyOf("base64", { type: "string" }),
        bodyOf("secret", secretWord),
      ],
    },
    redirect: { enum: ["follow", "manual", "error"] },
  },
  required: ["url", "method", "headers"],
  additionalProperties: false,
} as const;

export const httpFunctions: readonly FunctionDefinition[] = [
  {
    name: "fetch",
    kind: "async",
    part: "fetch",
    description:
      "Calls another service, as `fetch` of the web does: a host that the realm lists under Settings, with a method that it lists. Headers and body take handles of secrets. It waits 10 seconds at most and answers 1 MB at most; the answer is in the record, and a replay is fed it. In a preview nobody is called: you say what a call answers.",
    params: [
      {
        name: "request",
        description: "The address, and method, headers and body as in `fetch` of the web.",
        schema: requestSchema,
      },
    ],
    result: {
      type: "object",
      properties: {
        status: { type: "integer" },
        statusText: { type: "string" },
        url: { type: "string" },
        redirected: { type: "boolean" },
        headers: {
          type: "object",
          properties: Object.fromEntries(secretHeaders.map((name) => [name, sensitive])),
          additionalProperties: { type: "string" },
        },
        body: { type: "object", additionalProperties: { type: "string" } },
      },
      required: ["status", "statusText", "url", "redirected", "headers", "body"],
      additionalProperties: false,
    },
    // As texts they say who calls; handles of secrets are names already.
    sensitive: ([request]) =>
      ["authorization", "cookie", "x-api-key"]
        .filter((name) => typeof headersIn(request)[name] === "string")
        .map((name) => `/0/headers/${name}`),
    sensitiveTexts: tokensIn,
    signature: "(url: string | URL, init?: FetchInit): Promise<Response>",
    example: `const response = await fetch("https://api.shop.example/orders/42");
if (response.ok) log.info("order", await response.json());`,
    capability: httpCapability,
    levels: ["production", "development"],
    answer: async ([request], { signal, services }) => services.http.call(request!, { signal }),
  },
];

function headersIn(request: unknown): { [name: string]: unknown } {
  return ((request as { headers?: { [name: string]: unknown } }).headers ?? {}) as {
    [name: string]: unknown;
  };
}
