import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { fieldProblems } from "./field-problems.ts";

function refused(message: string, details: unknown): Error {
  const data = { fault: "bad_request", retry: false, requestId: null, details };
  return TRPCClientError.from({ error: { message, code: -32_600, data } });
}

const hidden = "has a character that does not show (U+202E): remove it";

test("what the server refused stands at its field, and nowhere twice", () => {
  const error = refused(`name: ${hidden}`, { issues: [{ path: "name", message: hidden }] });
  expect(fieldProblems(error, ["name", "email"])).toEqual({
    at: { name: "Has a character that does not show (U+202E): remove it." },
    rest: null,
  });
});

test("a part of a field stands at the field with its place; what has no field stays with the form", () => {
  const issues = [
    { path: "allowedHosts.1", message: "is no host" },
    { path: "allowedHosts.2", message: "is no host" },
    { path: "names", message: "unknown field" },
  ];
  expect(fieldProblems(refused("…", { issues }), ["name", "allowedHosts"])).toEqual({
    at: { allowedHosts: "Entry 2: is no host. Entry 3: is no host." },
    rest: "names: unknown field.",
  });
});

test("a refusal about one field without a list stands at it as well", () => {
  const error = refused('name: "Bad Name" is not a name. Use lower-case letters.', null);
  expect(fieldProblems(error, ["description", "name"])).toEqual({
    at: { name: '"Bad Name" is not a name. Use lower-case letters.' },
    rest: null,
  });
  expect(fieldProblems(error, ["description"]).rest).toBe(error.message);
});

test("a refusal without a list is said as it came; no refusal is no problem", () => {
  expect(fieldProblems(refused("There is one of that name.", null), ["name"])).toEqual({
    at: {},
    rest: "There is one of that name.",
  });
  expect(fieldProblems(refused("odd", { issues: [7, { path: 1 }] }), ["name"]).rest).toBe("odd");
  expect(fieldProblems(null, ["name"])).toEqual({ at: {}, rest: null });
});
