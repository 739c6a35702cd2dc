import type { Realm, Trigger } from "@scriptyard/model";
import { choices, hookSignerNames, hookSigners, newId, schemeOf, shownWith } from "@scriptyard/model";
import { z } from "zod";
import type { FireOptions } from "../kind.ts";
import { defineKind } from "../kind.ts";
import { createEndpoints, type Endpoints } from "./endpoints.ts";
import { shownHeaderProblem } from "./request-headers.ts";
import { responseIssues } from "./response.ts";
import { ownHeaderProblem } from "./response-headers.ts";
import { parsePath, pathProblem, shapeOf } from "./route.ts";

/**
 * A body of 1 MB is at most 1.4 MB as base64. Where JSON escapes it, it may be six times as long: a megabyte of control
 * characters is refused, as its sender's mistake.
 */
const inputBytes = 4_000_000;
/** And the processor time to go with it: reading a megabyte of JSON takes a script forty, going through it a hundred. */
const timeoutMs = 500;

/** Names of headers, each judged by `problem`. */
const headerNames = (problem: (name: string) => string | null) =>
  z
    .array(
      z
        .string()
        .max(80, { abort: true })
        .superRefine((name, context) => {
          const message = problem(name);
          if (message !== null)
            context.addIssue({ code: "custom", message: `"${name.slice(0, 80)}" ${message}` });
        }),
    )
    .max(30)
    .default([]);

const signerWords = Object.fromEntries(
  Object.entries(hookSigners).map(([name, { title, description }]) => [name, { title, description }]),
);

const configSchema = z.strictObject({
  method: z
    .enum(["GET", "POST", "PUT", "PATCH", "DELETE", "ANY"])
    .default("POST")
    .meta({
      title: "Method",
      description: "A GET endpoint answers HEAD too.",
      ...choices({ ANY: { title: "Any method" } }),
    }),
  path: z
    .string()
    // What is too long is not read: a megabyte may come here.
    .max(300, { abort: true })
    .superRefine((path, context) => {
      const problem = pathProblem(path);
      if (problem !== null) context.addIssue({ code: "custom", message: problem });
    })
    .meta({
      title: "Path",
      description: "Behind /hooks/<realm>. A part that starts with a colon is a parameter.",
      examples: ["/orders/:id"],
    }),
  // A door that somebody forgot to think about is shut.
  auth: z
    .enum(["none", "token", "signature"])
    .default("token")
    .meta({
      title: "Who may call",
      ...choices({
        none: {
          title: "Anybody",
          danger:
            "Whoever finds the address runs the script, with whatever they send. Only for what is meant for everybody, and for scripts that check what comes.",
        },
        token: { title: "API token", description: "Whoever has a token of the realm with the scope hooks." },
        signature: {
          title: "Signature",
          description: "Whoever signs the request with the endpoint's secret.",
        },
      }),
    }),
  signer: z
    .enum(hookSignerNames)
    .default("scriptyard")
    .meta({
      title: "Signed as by",
      description: "Whose way of signing.",
      ...choices(signerWords),
      ...shownWith("auth", "signature"),
    }),
  signatureHeader: z
    .string()
    .regex(/^[a-z0-9-]{1,80}$/, "a lower-case name of a header such as x-signature")
    .default("x-signature")
    .meta({
      title: "Signature header",
      description: "Where the signature is.",
      ...shownWith("signer", "hmac"),
    }),
  rawBody: z.boolean().default(false).meta({
    title: "Raw body",
    description:
      "Scripts get the bytes as they came too, as base64 in request.rawBody, and records keep them.",
  }),
  rateLimitPerMinute: z
    .int()
    .min(0)
    .max(100_000)
    .default(600)
    .meta({ title: "Requests per minute", description: "For each client address; 0 = no limit." }),
  corsOrigins: z
    .array(
      z
        .string()
        .max(200, { abort: true })
        .refine(
          (origin) => origin === "*" || (URL.canParse(origin) && new URL(origin).origin === origin),
          "an origin such as https://shop.example, without a path, or *",
        ),
    )
    .max(50)
    .default([])
    .meta({
      title: "CORS origins",
      description: "Pages of these origins may call it from a browser; * = any.",
    }),
  requestHeaders: headerNames(shownHeaderProblem).meta({
    title: "Request headers",
    description:
      "Shown to the script, and kept in its records, beside the usual ones such as content-type. Never credentials.",
    examples: ["x-country"],
  }),
  responseHeaders: headerNames(ownHeaderProblem).meta({
    title: "Response headers",
    description: "Names that begin with x-, which the script may send beside the usual ones.",
    examples: ["x-order-id"],
  }),
});
export type HttpConfig = z.infer<typeof configSchema>;

/** Of a trigger that is an endpoint. */
export const httpConfigOf = ({ config }: Pick<Trigger, "config">): HttpConfig => configSchema.parse(config);

/** An endpoint below `/hooks/<realm>`; see `handle.ts` for what happens to a request. */
export const http = defineKind<HttpConfig, Endpoints>({
  kind: "http",
  title: "HTTP endpoint",
  description: "Runs a script for every request to an address and sends its answer back.",
  config: configSchema,
  summary: ({ method, path }) => `${method} ${path}`,
  claim: ({ method, path }) => ({
    key: `${method} ${shapeOf(path)}`,
    path: "config.path",
    what: "method and path",
  }),
  needsSecret: ({ auth }) => auth === "signature",
  secretForm: ({ signer, signatureHeader }) => schemeOf(signer, signatureHeader).key,
  fireOptions: httpFireOptions,
  sample: (config, now) => ({
    id: newId("req", now),
    method: config.method === "ANY" ? "POST" : config.method,
    path: config.path.replaceAll(/:[A-Za-z0-9_]+/g, "42"),
    params: Object.fromEntries(
      (parsePath(config.path) ?? []).flatMap((part) => ("param" in part ? [[part.param, "42"]] : [])),
    ),
    query: {},
    headers: { "content-type": "application/json" },
    bodyType: "json",
    body: { name: "Maria" },
    ip: "203.0.113.7",
    time: new Date(now).toISOString(),
  }),
  address: ({ path }, realm) => `/hooks/${realm.name}${path === "/" ? "" : path}`,
  door: createEndpoints,
  start(config, scope, endpoints) {
    const { trigger, realm, secret, fire } = scope;
    const registration = endpoints.add({
      trigger,
      realm,
      config,
      path: parsePath(config.path)!,
      secret,
      claimSignature: scope.claimSignature,
      fireOptions: httpFireOptions(config, realm),
      fire,
    });
    const close = async () => registration[Symbol.dispose]();
    return { close, [Symbol.asyncDispose]: close };
  },
});

export function httpFireOptions({ responseHeaders }: HttpConfig, realm: Realm): FireOptions {
  return {
    door: { inputBytes, timeoutMs },
    checkResult: (result) => responseIssues(result, responseHeaders, realm.allowedHosts),
  };
}
