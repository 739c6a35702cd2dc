import { expect, test } from "vitest";
import type { HostAnswer } from "../outcome.ts";
import { type CallMock, callMocksSchema, createCallMocks, mockAnswer, mocksOfAnswers } from "./call-mock.ts";

const get = (url: string, status = 200) => ({ method: "GET" as const, url, status });
const statusOf = (mock?: CallMock) => (mock && "status" in mock ? mock.status : mock?.error);

test("the first that is about a call answers it, whatever stands behind", () => {
  const mocks = createCallMocks([
    get("https://a.test/x", 201),
    get("https://a.test/*", 202),
    get("https://a.test/y", 203),
  ]);
  const asked = (url: string, method = "GET") => statusOf(mocks.fetch({ method, url }, []));
  expect([asked("https://a.test/x"), asked("https://a.test/x")]).toEqual([201, 201]);
  expect(asked("https://a.test/y")).toBe(202);
  expect(asked("https://b.test/")).toBeUndefined();
  expect(asked("https://a.test/x", "POST")).toBeUndefined();
});

test("several about the very same call answer in turn, the last from then on", () => {
  const mocks = createCallMocks([get("https://a.test/", 503), get("https://a.test/", 200)]);
  const asked = () => statusOf(mocks.fetch({ method: "GET", url: "https://a.test/" }, []));
  expect([asked(), asked(), asked()]).toEqual([503, 200, 200]);
});

test("of one call of fetch both kinds answer in one order: what failed first answers when it is called again", () => {
  const failed = (url: string, error: string): CallMock => ({
    function: "fetch",
    args: [{ url, method: "GET", headers: { authorization: "[masked]" } }],
    error,
  });
  const mocks = createCallMocks([
    failed("https://a.test", "down"),
    get("https://a.test/", 200),
    failed("https://a.test", "down again"),
    failed("https://b.test/?key=[masked]", "b is down"),
    get("https://b.test/*", 204),
  ]);
  const asked = (url: string) =>
    statusOf(
      mocks.fetch({ method: "GET", url: new URL(url).href }, [
        { url, method: "GET", headers: { authorization: "Bearer x" } },
      ]),
    );
  expect([asked("https://a.test"), asked("https://a.test"), asked("https://a.test")]).toEqual([
    "down",
    200,
    "down again",
  ]);
  expect([asked("https://b.test/?key=1"), asked("https://b.test/")]).toEqual(["b is down", 204]);
  expect(mocks.function("fetch", [])).toBeUndefined();
});

test("calls of one address that differ otherwise do not take each other's turn", () => {
  const failed = (text: string): CallMock => ({
    function: "fetch",
    args: [{ url: "https://a.test/", method: "POST", headers: {}, body: { text } }],
    error: `${text} failed`,
  });
  const mocks = createCallMocks([
    failed("one"),
    failed("two"),
    { ...get("https://a.test/"), method: "POST" },
  ]);
  const asked = (text: string) =>
    statusOf(
      mocks.fetch({ method: "POST", url: "https://a.test/" }, [
        { url: "https://a.test/", method: "POST", headers: {}, body: { text } },
      ]),
    );
  expect([asked("one"), asked("two"), asked("two"), asked("one")]).toEqual([
    "one failed",
    "two failed",
    200,
    200,
  ]);
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

test.each([
  '{"total": 42}',
  '{"a":1,"a":2}',
  '{"id":12345678901234567890}',
  "[1.0]",
  ' {"a":1}',
  '{"a":1}\n',
])("a text that JSON would write otherwise stays as it came: %j", (text) => {
  const request = { url: "https://a.test/", method: "GET", headers: {} };
  const [mock] = mocksOfAnswers([recorded("fetch", [request], { value: answered(text) })]);
  expect(mockAnswer("https://a.test/", mock as never).body).toEqual({ text });
});

test("bytes of an answer are kept as they are", () => {
  const value = { ...answered(""), headers: {}, body: { base64: "/9j/" } };
  const [mock] = mocksOfAnswers([
    recorded("fetch", [{ url: "https://a.test/", method: "GET", headers: {} }], { value }),
  ]);
  expect(mockAnswer("https://a.test/", mock as never).body).toEqual({ base64: "/9j/" });
});

test("all calls of a run compare within one budget", () => {
  const args = [`[masked]${"a".repeat(20_000)}b[masked]`];
  const mocks = createCallMocks(Array.from({ length: 45 }, () => ({ function: "a", args, answer: 1 })));
  const given = ["a".repeat(60_000)];
  expect(mocks.function("a", given)).toBeUndefined();
  expect(() => {
    for (let call = 0; call < 10; call++) mocks.function("a", given);
  }).toThrow("shorten them");
});

test("JSON of an answer is looked at as deep as JSON is that people send", () => {
  const nested = (levels: number): unknown => JSON.parse(`${"[".repeat(levels)}${"]".repeat(levels)}`);
  const problemOf = (levels: number) =>
    JSON.stringify(callMocksSchema.safeParse([{ function: "a", answer: nested(levels) }]).error ?? null);
  expect(problemOf(100)).toBe("null");
  expect(problemOf(50_000)).toContain("may nest 100 levels deep");
});

test("of a run that called more, the first fifty answer", () => {
  const answers = Array.from({ length: 60 }, (_, n) => recorded("users.find", [n], { value: n }));
  expect(mocksOfAnswers(answers).map((mock) => "function" in mock && mock.answer)).toEqual(
    Array.from({ length: 50 }, (_, n) => n),
  );
});
