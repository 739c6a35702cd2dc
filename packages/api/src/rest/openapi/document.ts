import { type FaultCode, faults } from "@scriptyard/model";
import { z } from "zod";
import { restRoutes } from "../all.ts";
import type { RestRoute } from "../route.ts";
import { components } from "../schemas.ts";

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
  return {
    openapi: "3.1.0",
    info: {
      title: "Scriptyard",
      version: "1",
      description: "Walk flows and run scripts. Refusals are problem+json with a code of the fault table.",
    },
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
    parameters,
    ...(route.body
      ? {
          requestBody: {
            required: !route.body.safeParse(undefined).success,
            content: { "application/json": { schema: jsonSchema(route.body, "input") } },
          },
        }
      : {}),
    responses: {
      [route.success.status]: {
        description: route.success.description,
        content: { "application/json": { schema: reference(route.success.schema) } },
      },
      ...problemResponses(route.faults),
    },
  };
}

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

function reference(schema: z.ZodType): Part {
  return { $ref: `#/components/schemas/${components.get(schema)}` };
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
