import { expect, test } from "vitest";
import type { HostAnswer } from "../outcome.ts";
import { callMocksSchema, createCallMocks, mockAnswer, mocksOfAnswers } from "./call-mock.ts";

const get = (url: string, status = 200) => ({ method: "GET" as const, url, status });

test("the first that is about a call answers it, whatever stands behind", () => {
  const mocks = createCallMocks([
    get("https://a.test/x", 201),
    get("https://a.test/*", 202),
    get("https://a.test/y", 203),
  ]);
  const asked = (url: string, method = "GET") => mocks.http({ method, url })?.status;
  expect([asked("https://a.test/x"), asked("https://a.test/x")]).toEqual([201, 201]);
  expect(asked("https://a.test/y")).toBe(202);
  expect(asked("https://b.test/")).toBeUndefined();
  expect(asked("https://a.test/x", "POST")).toBeUndefined();
});

test("several about the very same call answer in turn, the last from then on", () => {
  const mocks = createCallMocks([get("https://a.test/", 503), get("https://a.test/", 200)]);
  const asked = () => mocks.http({ method: "GET", url: "https://a.test/" })?.status;
  expect([asked(), asked(), asked()]).toEqual([503, 200, 200]);
});

test("a function is answered by its name, and by arguments where the answer has some", () => {
  const mocks = createCallMocks([
    { function: "users.find", args: [{ email: "a@b.test", code: "[masked]" }], answer: { id: "u1" } },
    { function: "users.find", answer: null },
    { function: "users.update", error: "not now" },
  ]);
  expect(mocks.function("users.find", [{ email: "a@b.test", code: "123" }])?.answer).toEqual({ id: "u1" });
  expect(mocks.function("users.find", [{ email: "c@d.test" }])?.answer).toBeNull();
  expect(mocks.function("users.update", [])?.error).toBe("not now");
  expect(mocks.function("users.link", [])).toBeUndefined();
});

test.each([
  [{ function: "a" }, "either answer or error"],
  [{ function: "users find", answer: 1 }, "such as"],
  [{ function: "a", answer: 1, error: "x" }, "either answer or error"],
  [{ method: "GET", url: "https://a.test/", status: 99 }, ">=200"],
  [null, "write {"],
])("%j is no answer, and the sentence says how one is written", (mock, said) => {
  const { error } = callMocksSchema.safeParse([mock]);
  expect(JSON.stringify(error?.issues)).toContain(said);
});

const recorded = (name: string, args: HostAnswer["args"], rest: Partial<HostAnswer>): HostAnswer => ({
  call: 0,
  name,
  args,
  ok: true,
  value: null,
  atMs: 0,
  ...rest,
});
const answered = (text: string) => ({
  status: 200,
  statusText: "OK",
  url: "https://a.test/",
  redirected: false,
  headers: { "content-type": "application/json", date: "today" },
  body: { text },
});

test("what a recorded run was answered answers the same calls in a preview", () => {
  const request = { url: "https://a.test", method: "GET", headers: { authorization: "[masked]" } };
  const mocks = mocksOfAnswers([
    recorded("fetch", [request], { value: answered('{"total":42}') }),
    recorded("fetch", [request], { ok: false, error: "fetch: the host did not answer" }),
    recorded("users.find", ["a@b.test"], { value: { id: "u1" } }),
    recorded("fetch", [{ ...request, url: "https://a.test/?key=[masked]" }], { value: answered("no JSON") }),
  ]);
  expect(mocks).toEqual([
    {
      method: "GET",
      url: "https://a.test/",
      status: 200,
      headers: { "content-type": "application/json" },
      body: { total: 42 },
    },
    { function: "fetch", args: [request], error: "the host did not answer" },
    { function: "users.find", args: ["a@b.test"], answer: { id: "u1" } },
    {
      function: "fetch",
      args: [{ ...request, url: "https://a.test/?key=[masked]" }],
      answer: answered("no JSON"),
    },
  ]);
  expect(callMocksSchema.safeParse(mocks).success).toBe(true);
  const [first] = mocks;
  expect(mockAnswer("https://a.test/", first as never).body).toEqual({ text: '{"total":42}' });
});

test("bytes of an answer are kept as they are", () => {
  const value = { ...answered(""), headers: {}, body: { base64: "/9j/" } };
  const [mock] = mocksOfAnswers([
    recorded("fetch", [{ url: "https://a.test/", method: "GET", headers: {} }], { value }),
  ]);
  expect(mockAnswer("https://a.test/", mock as never).body).toEqual({ base64: "/9j/" });
});
