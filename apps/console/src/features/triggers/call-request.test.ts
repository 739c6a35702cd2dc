import { expect, test } from "vitest";
import { callTextsOf, commandRequest, endpointOf, readCall } from "./call-request.ts";

const orders = endpointOf({ method: "ANY", path: "/orders/:id", auth: "token" });
const sample = {
  params: { id: "42" },
  headers: { "content-type": "application/json" },
  body: { name: "Maria" },
};

test("a sample event becomes the request it came from", () => {
  const read = readCall(orders, callTextsOf(orders, sample));
  expect(read).toEqual({
    ok: true,
    request: {
      method: "POST",
      path: "/orders/42",
      query: "",
      headers: { "content-type": "application/json" },
      body: '{\n  "name": "Maria"\n}',
    },
  });
});

test("parts of the path are encoded, and the command goes to this server's address", () => {
  const texts = { ...callTextsOf(orders, sample), "params.id": "a/b c", query: "?x=1", method: "GET" };
  const read = readCall(orders, texts);
  expect(read.ok && commandRequest(orders, "/hooks/acme/orders/:id", read.request)).toMatchObject({
    method: "GET",
    url: `${location.origin}/hooks/acme/orders/a%2Fb%20c?x=1`,
    body: null,
    auth: "token",
  });
});

test("half a character of a sample has a mark in its place", () => {
  const read = readCall(orders, callTextsOf(orders, { params: { id: "\ud800" } }));
  expect(read.ok && read.request.path).toBe("/orders/%EF%BF%BD");
});

test("endpoints on a host of their own, and one at the root", () => {
  const root = endpointOf({ method: "GET", path: "/" });
  const read = readCall(root, callTextsOf(root, null));
  expect(read.ok && commandRequest(root, "https://hooks.example/hooks/acme", read.request).url).toBe(
    "https://hooks.example/hooks/acme",
  );
});

test("what cannot be sent is told at its field", () => {
  const texts = callTextsOf(orders, sample);
  expect(readCall(orders, { ...texts, "params.id": " " })).toMatchObject({ ok: false, field: "params.id" });
  expect(readCall(orders, { ...texts, headers: "no colon" })).toMatchObject({ ok: false, field: "headers" });
  // The second one would take the place of the first, and nobody would see that.
  expect(readCall(orders, { ...texts, headers: "X-Tag: a\nx-tag: b" })).toEqual({
    ok: false,
    field: "headers",
    problem: "“x-tag” stands twice: write its values in one line, with commas between them.",
  });
});
