import type { Realm } from "@scriptyard/model";
import { newId } from "@scriptyard/model";
import { z } from "zod";
import type { FireOptions } from "../kind.ts";
import { defineKind } from "../kind.ts";
import { responseIssues } from "./response.ts";
import { parsePath, pathProblem, shapeOf } from "./route.ts";

/** A body of 1 MB is at most 1.4 MB as base64, and up to six times as long where JSON escapes it. */
const inputBytes = 4_000_000;

const configSchema = z.strictObject({
  method: z
    .enum(["GET", "POST", "PUT", "PATCH", "DELETE", "ANY"])
    .default("POST")
    .meta({ title: "Method", description: "A GET endpoint answers HEAD too." }),
  path: z
    .string()
    .max(300)
    .superRefine((path, context) => {
      const problem = pathProblem(path);
      if (problem !== null) context.addIssue({ code: "custom", message: problem });
    })
    .meta({
      title: "Path",
      description: "Behind /hooks/<realm>. A part that starts with a colon is a parameter.",
      examples: ["/orders/:id"],
    }),
  auth: z.enum(["none", "token", "signature"]).default("none").meta({
    title: "Who may call",
    description:
      "none: anybody. token: an API token of the realm. signature: whoever signs with the endpoint's secret, which is shown once.",
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
        .max(200)
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
});
export type HttpConfig = z.infer<typeof configSchema>;

/** An endpoint below `/hooks/<realm>`; see `handle.ts` for what happens to a request. */
export const http = defineKind<HttpConfig>({
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
  fireOptions: (_config, realm) => httpFireOptions(realm),
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
  start(config, scope) {
    const { trigger, realm, secret, fire } = scope;
    const registration = scope.endpoints.add({
      trigger,
      realm,
      config,
      path: parsePath(config.path)!,
      secret,
      checkSignature: scope.endpoints.signatureCheck(trigger.id),
      fireOptions: httpFireOptions(realm),
      fire,
    });
    const close = async () => registration[Symbol.dispose]();
    return { close, [Symbol.asyncDispose]: close };
  },
});

function httpFireOptions(realm: Realm): FireOptions {
  return { inputBytes, checkResult: (result) => responseIssues(result, realm.allowedHosts) };
}
