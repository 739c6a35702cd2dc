import fc from "fast-check";
import { expect, test } from "vitest";
import { readDocument } from "./document.ts";
import { searchOperations } from "./search-operations.ts";

const operation = (operationId: string, tag: string, summary: string, more: object = {}) => ({
  operationId,
  summary,
  tags: [tag],
  responses: {},
  ...more,
});
const { groups } = readDocument({
  tags: [{ name: "Flows" }, { name: "Scripts" }, { name: "Messages" }],
  paths: {
    "/api/v1/realms/{realm}/flows/{flow}/sessions": {
      post: operation("startSession", "Flows", "Start a walk through a flow", {
        security: [{ token: ["flows"] }],
      }),
    },
    "/api/v1/sessions/{id}": {
      get: operation("readSession", "Flows", "The last answer of a flow session"),
      post: operation("submitForm", "Flows", "Submit a form to a flow session", {
        parameters: [{ name: "X-Session-Secret", in: "header", schema: {} }],
      }),
    },
    "/api/v1/realms/{realm}/scripts/{module}/{name}/execute": {
      post: operation("executeScript", "Scripts", "Run the live version of a script"),
    },
    "/api/v1/realms/{realm}/messages": {
      post: operation("publishMessage", "Messages", "Publish a message", { description: "Puts it in line." }),
    },
  },
});
const found = (query: string) =>
  searchOperations(groups, query).flatMap(({ operations }) => operations.map(({ id }) => id));

test.each([
  ["message POST line", ["publishMessage"]],
  ["flow start", ["startSession"]],
  ["start flow session", ["startSession"]],
  ["post sessions", ["startSession", "submitForm"]],
  // By the parts of an address, and of a name that somebody glued together.
  ["scripts/execute", ["executeScript"]],
  ["realms messages", ["publishMessage"]],
  ["session-secret", ["submitForm"]],
  // As it was called.
  ["/api/v1/realms/acme/messages", ["publishMessage"]],
  ["POST http://127.0.0.1:4400/api/v1/realms/acme/flows/login/sessions?x=1", ["startSession"]],
  ["/scripts/login/risk-check/execute", ["executeScript"]],
  ["GET /sessions/fls_01", ["readSession"]],
  ["/realms/acme/nothing", []],
  ["nothing so", []],
])("%s finds %j", (query, ids) => {
  expect(found(query)).toEqual(ids);
});

test("whatever the order of the words, the same is found; signs alone keep everything", () => {
  const words = ["flow", "post", "session", "start", "/sessions/x", "message", "…", "a"];
  fc.assert(
    fc.property(fc.shuffledSubarray(words), (some) => {
      expect(found(some.join(" "))).toEqual(found([...some].sort().join("  ")));
    }),
  );
  expect(found("/ …")).toEqual(found(""));
});
