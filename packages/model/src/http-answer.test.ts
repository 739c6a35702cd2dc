import { expect, test } from "vitest";
import { httpAnswerOf } from "./http-answer.ts";

test("a body's type follows from what it is, unless the script names one", () => {
  expect(httpAnswerOf({ status: 200, body: { a: 1 } })).toEqual({
    status: 200,
    headers: { "content-type": "application/json; charset=utf-8" },
    body: '{"a":1}',
  });
  expect(httpAnswerOf({ status: 200, body: "hello" })?.headers["content-type"]).toBe(
    "text/plain; charset=utf-8",
  );
  expect(
    httpAnswerOf({ status: 200, headers: { "Content-Type": "text/html" }, body: "<p>" })?.headers,
  ).toEqual({
    "content-type": "text/html",
  });
});

test("an answer without a body has no type, and 204 has no body", () => {
  expect(httpAnswerOf({ status: 404 })).toEqual({ status: 404, headers: {}, body: null });
  expect(httpAnswerOf({ status: 204, body: "left out" })?.body).toBeNull();
});

test("what is no answer is none", () => {
  for (const value of [null, 7, "x", [], {}, { status: "200" }]) expect(httpAnswerOf(value)).toBeNull();
});
