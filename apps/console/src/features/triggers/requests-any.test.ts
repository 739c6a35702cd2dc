import type { Json } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { apiRequestOf } from "./api-request.ts";
import { callTextsOf, commandRequest, endpointOf, methods, paramsOf, readCall } from "./call-request.ts";
import { fieldsOf, readForm, textsOf } from "./config-form.ts";

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
const part = fc.oneof(
  name,
  name.map((one) => `:${one}`),
);
const path = fc.uniqueArray(part, { maxLength: 4 }).map((parts) => `/${parts.join("/")}`);
const config = fc.record({
  method: fc.constantFrom(...methods, "ANY"),
  path,
  auth: fc.constantFrom("none", "token", 7),
});
/** What nobody may type into one part of an address without it being one part. */
const hostile = fc.oneof(
  fc.constantFrom("..", "a/b", "?x", "#", "%2f", "\\", "é", "a b", "\ud800"),
  fc.string({ minLength: 1 }),
);

test("whatever stands in the parts of a path, each stays one part, and the address is this endpoint's", () => {
  fc.assert(
    fc.property(config, fc.array(hostile, { minLength: 4, maxLength: 4 }), (given, values) => {
      const endpoint = endpointOf(given);
      const params = Object.fromEntries(paramsOf(endpoint.path).map((one, at) => [one, values[at]!]));
      const texts = callTextsOf(endpoint, { params, headers: {}, body: null });
      const read = readCall(endpoint, texts);
      if (Object.values(params).some((value) => value.trim() === "")) {
        expect(read.ok).toBe(false);
        return;
      }
      if (!read.ok) throw new Error(read.problem);
      expect(read.request.path.split("/")).toHaveLength(endpoint.path.split("/").length);
      expect(read.request.path).not.toMatch(/[?#\\ ]/);
      const { url } = commandRequest(
        endpoint,
        `/hooks/acme${endpoint.path === "/" ? "" : endpoint.path}`,
        read.request,
      );
      const { pathname, origin, search } = new URL(url);
      expect([origin, search]).toEqual([location.origin, ""]);
      expect(pathname.startsWith("/hooks/acme"), pathname).toBe(true);
    }),
  );
});

test("headers are read line by line as they are sent, or the first that is none is told", () => {
  const header = fc.tuple(
    fc.stringMatching(/^[A-Za-z][A-Za-z-]{0,9}$/),
    fc.stringMatching(/^[!-~]([ -~]{0,8}[!-~])?$/),
  );
  const endpoint = endpointOf({ method: "POST", path: "/" });
  fc.assert(
    fc.property(
      fc.uniqueArray(header, { maxLength: 4, selector: ([one]) => one.toLowerCase() }),
      (headers) => {
        const text = headers.map(([one, value]) => `  ${one}:${value}  `).join("\n\n");
        const read = readCall(endpoint, { method: "POST", headers: text });
        const wanted = Object.fromEntries(headers.map(([one, value]) => [one.toLowerCase(), value]));
        expect(read.ok && read.request.headers).toEqual(wanted);
      },
    ),
  );
  fc.assert(
    fc.property(fc.string(), (line) => {
      const read = readCall(endpoint, { method: "POST", headers: line });
      if (!read.ok) expect([read.field, read.problem.length < 80]).toEqual(["headers", true]);
    }),
  );
});

test("a configuration that makes no sense is an endpoint that asks for nothing, and not a failure", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom("method", "path", "auth"), fc.jsonValue()), (given) => {
      const endpoint = endpointOf(given as { [field: string]: Json });
      expect(["none", "token", "signature"]).toContain(endpoint.auth);
      expect(typeof endpoint.path).toBe("string");
    }),
  );
});

test("a GET has no body, whatever was typed before; another method has it as it stands", () => {
  const endpoint = endpointOf({ method: "ANY", path: "/" });
  const texts = { ...callTextsOf(endpoint, { body: { a: 1 } }), query: " ?a=1&b=%20 " };
  const of = (method: string) => {
    const read = readCall(endpoint, { ...texts, method });
    return read.ok ? [read.request.method, read.request.body, read.request.query] : null;
  };
  expect(of("GET")).toEqual(["GET", null, "a=1&b=%20"]);
  expect(of("PUT")).toEqual(["PUT", '{\n  "a": 1\n}', "a=1&b=%20"]);
  // What no request can be is the safest one that can.
  expect(of("TRACE")?.[0]).toBe("POST");
});

test("from outside a tool is called by its name, a topic published to; a schedule is nobody's to call", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, unit: "grapheme" }),
      fc.jsonValue() as fc.Arbitrary<Json>,
      (toolName, event) => {
        const tool = apiRequestOf({ kind: "tool", config: { toolName } }, "acme", event);
        expect(new URL(tool!.url).pathname.startsWith("/api/v1/realms/acme/tools/")).toBe(true);
        expect(JSON.parse(tool!.body!)).toEqual({ params: JSON.parse(JSON.stringify(event)) });
        expect(tool).toMatchObject({ method: "POST", auth: "token" });
        expect(apiRequestOf({ kind: "schedule", config: {} }, "acme", event)).toBeNull();
      },
    ),
  );
  expect(JSON.parse(apiRequestOf({ kind: "bus", config: {} }, "acme", {})!.body!)).toEqual({
    topic: "",
    payload: null,
  });
  expect(apiRequestOf({ kind: "bus", config: {} }, "acme", [1])).toBeNull();
  expect(apiRequestOf({ kind: "tool", config: {} }, "acme", {})).toBeNull();
});

test("a form of any schema keeps every letter, and says what it cannot read at its field and no other", () => {
  const property = fc.record(
    {
      type: fc.constantFrom("string", "integer", "boolean", "array", "object", undefined, ["string", "null"]),
      enum: fc.constantFrom(["a", "b"], [1, 2], undefined),
      title: fc.constantFrom("A title", 7, undefined),
      default: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const schema = fc.record({
    properties: fc.dictionary(fc.constantFrom("a", "b", "constructor"), property),
    required: fc.constantFrom(["a"], "a", undefined),
  });
  fc.assert(
    fc.property(schema, fc.string(), (given, typed) => {
      const fields = fieldsOf(given as never);
      const texts = Object.fromEntries(fields.map((field) => [field.name, typed]));
      const read = readForm(fields, { ...textsOf(fields, null), ...texts });
      if (read.ok)
        for (const key of Object.keys(read.config)) expect(fields.map((field) => field.name)).toContain(key);
      else
        for (const [key, problem] of Object.entries(read.problems)) {
          expect(fields.map((field) => field.name)).toContain(key);
          expect(problem).toMatch(/\.$/);
        }
    }),
  );
});
