import { type FaultCode, faults } from "@scriptyard/model";
import { eventTypes } from "@scriptyard/runner";
import { z } from "zod";
import { restRoutes } from "../all.ts";
import type { RestRoute } from "../route.ts";
import { components } from "../schemas.ts";
import { groupOf, tags } from "./groups.ts";

type Part = { [key: string]: unknown };
type AnyRoute = RestRoute<{ [name: string]: string }, unknown>;

/** OpenAPI 3.1, made from the schemas the routes validate with: it cannot say anything else than the server does. */
export function openApiDocument(): Part {
  const paths: { [path: string]: Part } = {};
  for (const route of restRoutes) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  for (const probe of ["healthz", "readyz"]) paths[`/${probe}`] = { get: probeOperation(probe) };
  paths["/api/v1/events"] = { get: eventsOperation() };
  paths["/metrics"] = { get: metricsOperation() };
  for (const [path, operations] of Object.entries(paths))
    for (const one of Object.values(operations)) (one as Part).tags = [groupOf(path)];
  return {
    openapi: "3.1.0",
    info: {
      title: "Scriptyard",
      version: "1",
      description: "Walk flows and run scripts. Refusals are problem+json with a code of the fault table.",
    },
    tags,
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "An API token, `sy_…`, made under Settings." },
      },
      schemas: Object.fromEntries(
        [...components].map(([schema, name]) => [name, jsonSchema(schema, "output")]),
      ),
    },
  };
}

function operation(route: AnyRoute): Part {
  const parameters = [
    ...Object.entries(route.params).map(([name, description]) => ({
      name,
      in: "path",
      required: true,
      description,
      schema: { type: "string" },
    })),
    ...Object.entries(route.query ?? {}).map(([name, { description, values }]) => ({
      name,
      in: "query",
      required: false,
      description,
      schema: { type: "string", ...(values ? { enum: values } : {}) },
    })),
    ...Object.entries(route.headers ?? {}).map(([name, { description, required }]) => ({
      name,
      in: "header",
      required,
      description,
      schema: { type: "string" },
    })),
  ];
  return {
    operationId: route.operationId,
    summary: route.summary,
    description: route.description,
    // What the token must be: its scope, or its role as `role:author`.
    security: [{ token: [route.scope ?? `role:${route.role}`] }],
    parameters,
    ...(route.body
      ? {
          requestBody: {
            required: !route.body.safeParse(undefined).success,
            content: { "application/json": { schema: jsonSchema(route.body, "input") } },
          },
        }
      : route.takesArchive
        ? { requestBody: { required: true, content: archive } }
        : {}),
    responses: {
      [route.success.status]: {
        description: route.success.description,
        content: route.success.schema
          ? { "application/json": { schema: reference(route.success.schema) } }
          : archive,
      },
      ...problemResponses(route.faults),
    },
  };
}

/** OpenAPI 3.1 says by the media type alone that it is bytes. */
const archive = { "application/zip": {} };

/** Faults that share an HTTP status share a response. */
function problemResponses(codes: readonly FaultCode[]): Part {
  const responses: { [status: string]: Part } = {};
  for (const status of new Set(codes.map((code) => faults[code].http))) {
    const sharing = codes.filter((code) => faults[code].http === status);
    responses[status] = {
      description: sharing.map((code) => `${faults[code].title} (\`${code}\`)`).join("; "),
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    };
  }
  return responses;
}

function probeOperation(name: string): Part {
  const schema = { type: "object", properties: { status: { type: "string" } }, required: ["status"] };
  return {
    operationId: name,
    summary: name === "healthz" ? "The process answers" : "It can take work",
    security: [],
    responses: {
      200: { description: "Yes.", content: { "application/json": { schema } } },
      ...(name === "readyz" ? problemResponses(["unavailable"]) : {}),
    },
  };
}

function eventsOperation(): Part {
  const text = (name: string, where: "query" | "header", description: string) => ({
    name,
    in: where,
    required: false,
    description,
    schema: { type: "string" },
  });
  return {
    operationId: "streamEvents",
    summary: "Live events",
    description: `Server-sent events: ${eventTypes.join(", ")}; and \`gap\` where events were missed. The data is JSON.`,
    security: [{ token: ["events"] }],
    parameters: [
      text("realm", "query", "Events of this realm only."),
      text("types", "query", "Kinds of events, separated by commas. Default: all."),
      text("Last-Event-ID", "header", "Id of the last event received; the stream goes on after it."),
    ],
    responses: {
      200: {
        description: "A stream without end.",
        content: { "text/event-stream": { schema: { type: "string" } } },
      },
      ...problemResponses(["bad_request", "unauthenticated", "not_found", "busy", "unavailable"]),
    },
  };
}

function metricsOperation(): Part {
  return {
    operationId: "metrics",
    summary: "Figures for Prometheus",
    description: "Takes a token that is not bound to one realm.",
    security: [{ token: ["metrics"] }],
    responses: {
      200: {
        description: "Prometheus' text format.",
        content: { "text/plain": { schema: { type: "string" } } },
      },
      ...problemResponses(["unauthenticated", "forbidden"]),
    },
  };
}

function reference(schema: z.ZodType): Part {
  const name = components.get(schema);
  if (name === undefined)
    throw new Error("A route answers a schema that has no name: add it to `components`.");
  return { $ref: `#/components/schemas/${name}` };
}

/** Without `$defs`: in OpenAPI a `#/…` reference starts at the document's root, not at the schema's. */
function jsonSchema(schema: z.ZodType, io: "input" | "output"): Part {
  const {
    $schema: _,
    id: __,
    ...rest
  } = z.toJSONSchema(schema, { io, target: "draft-2020-12", reused: "inline" });
  return rest;
}
