import { expect, test } from "vitest";
import { faultOf } from "./fault.ts";

/** As tRPC's client builds it from an answer. */
function refused(data: unknown, message = "realm: there is no realm acmee."): Error {
  return Object.assign(new Error(message), { name: "TRPCClientError", data });
}

test("a fault of the server comes through whole", () => {
  const error = refused({
    code: "CONFLICT",
    fault: "conflict",
    retry: false,
    requestId: "req_1",
    details: { a: 1 },
  });
  expect(faultOf(error)).toEqual({
    code: "conflict",
    message: "realm: there is no realm acmee.",
    details: { a: 1 },
    retry: false,
    requestId: "req_1",
  });
});

test("what only says what was expected says of what, and of many the first", () => {
  const missing = (path: string) => ({ path, message: "is missing; expected a string" });
  const issues = [
    missing("request.method"),
    { path: "request.body", message: "expected an object, got 5" },
    ...["request.a", "request.b", "request.c", "request.d"].map(missing),
  ];
  expect(faultOf(refused({ fault: "bad_request", details: { issues } })).message).toBe(
    "request.method is missing; expected a string. request.body: expected an object, got 5. " +
      "request.a is missing; expected a string. request.b is missing; expected a string. And 2 more.",
  );
});

test("what is refused with its places is said in sentences, with the paths of those that are none without", () => {
  const issues = [
    { path: "edges", message: '"a" leads nowhere. Draw an edge to another node or to "done".' },
    { path: "config.cron", message: "four parts; five are needed" },
  ];
  const error = refused(
    { code: "BAD_REQUEST", fault: "bad_request", details: { issues } },
    "edges: …; config.cron: …",
  );
  expect(faultOf(error).message).toBe(
    '"a" leads nowhere. Draw an edge to another node or to "done". config.cron: four parts; five are needed.',
  );
  expect(faultOf(refused({ fault: "conflict", details: { issues: [] } })).message).toMatch(/^realm: /);
  expect(faultOf(refused({ fault: "conflict", details: { issues: [{ path: 1 }] } })).message).toMatch(
    /^realm: /,
  );
});

test("a refusal of tRPC itself is read by its code", () => {
  expect(faultOf(refused({ code: "UNAUTHORIZED" })).code).toBe("unauthenticated");
  expect(faultOf(refused({ code: "TEAPOT" })).code).toBe("internal");
});

test("no answer at all is the network, worth another try, and says what to check", () => {
  const fault = faultOf(refused(undefined, "Failed to fetch"));
  expect(fault).toMatchObject({ code: "network", retry: true });
  expect(fault.message).toMatch(/could not be reached/);
});

test("our own mistakes are not called a network problem", () => {
  expect(faultOf(new TypeError("x is undefined"))).toMatchObject({
    code: "internal",
    message: "x is undefined",
  });
  expect(faultOf("thrown text")).toMatchObject({ code: "internal", message: "thrown text" });
});
