import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { queryClient } from "../../app/trpc.ts";
import { show } from "../../testing/show.tsx";
import { HttpApi } from "./route.tsx";
import type { HttpApiSearch } from "./search.ts";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  queryClient.clear();
});

const operation = (id: string, summary: string, more: object = {}) => ({
  operationId: id,
  summary,
  tags: ["Messages"],
  security: [{ token: ["publish"] }],
  responses: { 201: { description: "It is in line." }, 404: { description: "Not there (`not_found`)" } },
  ...more,
});
const document = {
  info: { title: "Scriptyard" },
  tags: [{ name: "Messages" }],
  paths: {
    "/api/v1/realms/{realm}/messages": {
      post: operation("publishMessage", "Publish a message", {
        requestBody: {
          content: {
            "application/json": {
              schema: {
                type: "object",
                required: ["topic"],
                properties: { topic: { type: "string", description: "Words with dots." } },
              },
            },
          },
        },
      }),
    },
    "/healthz": { get: operation("healthz", "The process answers", { security: [] }) },
  },
};

function Page({ search = {} }: { search?: HttpApiSearch }) {
  const [now, setNow] = useState(search);
  return <HttpApi search={now} onSearch={setNow} />;
}
const answer = (body: unknown, status = 200) =>
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify(body), { status }));

test("an operation says what it needs, takes and answers, with a command for this realm", async () => {
  answer(document);
  await show(<Page search={{ operation: "publishMessage" }} />);
  const shown = within(await screen.findByRole("article", { name: "Publish a message" }));
  expect(shown.getByText("publish").tagName).toBe("CODE");
  expect(shown.getByRole("region", { name: "Body" }).textContent).toContain(
    "topictextrequiredWords with dots.",
  );
  expect(shown.getByRole("region", { name: "Answers" }).textContent).toContain("404Not there (not_found)");
  expect(shown.getByLabelText("Command").textContent).toContain("/api/v1/realms/acme/messages");
});

test("schemas that hold themselves are shown as far as they say something", async () => {
  const self = { $ref: "#/components/schemas/Tree" };
  const publish = operation("publishMessage", "Publish a message", {
    requestBody: {
      content: {
        "application/json": {
          schema: { type: "object", properties: { tree: self, rows: { $ref: "#/components/schemas/Rows" } } },
        },
      },
    },
  });
  answer({
    ...document,
    paths: { "/api/v1/messages": { post: publish } },
    components: {
      schemas: {
        Tree: { oneOf: [self, { type: "null" }] },
        Rows: { type: "array", items: { $ref: "#/components/schemas/Rows" } },
      },
    },
  });
  await show(<Page search={{ operation: "publishMessage" }} />);
  const body = await screen.findByRole("region", { name: "Body" });
  expect(body.textContent).toContain("treeTree or null");
  expect(body.textContent).toContain("rowslist of Rows");
});

test("the search finds by any word, goes on the keyboard, and says when there is nothing", async () => {
  answer(document);
  await show(<Page />);
  const operations = within(await screen.findByRole("navigation", { name: "Operations" }));
  expect(await operations.findAllByRole("link")).toHaveLength(2);
  const input = screen.getByLabelText("Search the HTTP API");
  fireEvent.keyDown(window, { key: "/" });
  expect(window.document.activeElement).toBe(input);
  fireEvent.change(input, { target: { value: "process" } });
  expect(operations.getAllByRole("link").map((link) => link.textContent)).toEqual(["GETThe process answers"]);
  expect(screen.getByText("Needs no token.")).toBeTruthy();
  fireEvent.change(input, { target: { value: "nothing so" } });
  expect(screen.getByText("Nothing is called so")).toBeTruthy();
});

test("a description that does not come, or is none, is said", async () => {
  answer({ error: "no" }, 503);
  await show(<Page />);
  expect(await screen.findByText(/The server answered 503/, {}, { timeout: 5_000 })).toBeTruthy();
});
