import { expect, test } from "vitest";
import { readDocument } from "./document.ts";
import { exampleOf, requestOf } from "./example.ts";

const document = {
  openapi: "3.1.0",
  info: { title: "Scriptyard", description: "Walk flows." },
  tags: [{ name: "Messages", description: "Publish." }, { name: "Nobody's" }],
  paths: {
    "/api/v1/realms/{realm}/messages/{id}": {
      post: {
        operationId: "publishMessage",
        tags: ["Messages"],
        summary: "Publish a message",
        description: "Puts it in line.",
        security: [{ token: ["publish"] }],
        parameters: [
          { name: "realm", in: "path", required: true, schema: { type: "string" } },
          { name: "X-Session-Secret", in: "header", required: true, schema: { type: "string" } },
        ],
        requestBody: {
          content: { "application/json": { schema: { $ref: "#/components/schemas/Message" } } },
        },
        responses: { 201: { description: "It is in line." } },
      },
    },
    "/healthz": { get: { operationId: "healthz", tags: ["Messages"], security: [], responses: {} } },
  },
  components: {
    schemas: {
      Message: {
        type: "object",
        required: ["topic", "again"],
        properties: {
          topic: { type: "string", examples: ["orders.created"] },
          again: { $ref: "#/components/schemas/Message" },
          extra: { type: "integer" },
        },
      },
    },
  },
};

test("groups, what a token needs, and which schema is meant", () => {
  const { groups, schemas } = readDocument(document);
  expect(
    groups.map(({ name, operations }) => [name, operations.map(({ id, needs }) => [id, needs])]),
  ).toEqual([
    [
      "Messages",
      [
        ["publishMessage", "publish"],
        ["healthz", null],
      ],
    ],
  ]);
  expect(schemas.has("Message")).toBe(true);
});

test("a request is filled in as far as the document says, and a schema that holds itself ends", () => {
  const read = readDocument(document);
  const request = requestOf(read.groups[0]!.operations[0]!, read, {
    realm: "acme",
    origin: "https://x.example",
  });
  expect(request).toMatchObject({
    method: "POST",
    url: "https://x.example/api/v1/realms/acme/messages/ID",
    auth: "token",
    headers: { "content-type": "application/json", "x-session-secret": "X_SESSION_SECRET" },
  });
  expect(JSON.parse(request.body!)).toMatchObject({
    topic: "orders.created",
    again: { topic: "orders.created" },
  });
  expect(exampleOf({ anyOf: [{ enum: ["a", "b"] }, { type: "null" }] }, read.schemas)).toBe("a");
});

test("a choice of itself ends as well", () => {
  const schemas = new Map([["Tree", { anyOf: [{ $ref: "#/components/schemas/Tree" }, { type: "null" }] }]]);
  expect(exampleOf({ $ref: "#/components/schemas/Tree" }, schemas)).toEqual({});
});

test("what is no document is refused in words", () => {
  expect(() => readDocument([{ error: "no" }])).toThrow(/no description of its API/);
});
