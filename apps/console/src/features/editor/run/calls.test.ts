import { expect, test } from "vitest";
import { callsText, mayCall, readCalls, unansweredIn, withAnswer } from "./calls.ts";

test("answers are a list in JSON, or nothing", () => {
  expect(readCalls(" ")).toEqual({ ok: true, calls: [] });
  expect(readCalls("{}")).toMatchObject({ ok: false, message: expect.stringContaining("is a list") });
  expect(readCalls("[")).toMatchObject({ ok: false, message: expect.stringContaining("not JSON") });
  const known = { method: "GET", url: "https://api.test/", status: 200 };
  const found = { function: "users.find", answer: null };
  expect(readCalls(callsText([found]))).toEqual({ ok: true, calls: [found] });
  expect(callsText([])).toBe("");
  for (const wrong of [null, 1, [], {}, { method: "GET", url: 1 }])
    expect(readCalls(JSON.stringify([known, wrong]))).toMatchObject({
      ok: false,
      message: expect.stringContaining("Entry 2 of what calls are answered is none"),
    });
});

test("a call that the last run had no answer for is put into the list", () => {
  const message =
    "fetch: GET https://api.test/a?x=1 is called by live runs only. Say what it answers under Calls";
  expect(unansweredIn(message)).toEqual({ method: "GET", url: "https://api.test/a?x=1" });
  expect(unansweredIn("fetch: api.test could not be reached")).toBeNull();
  expect(unansweredIn("fetch: GET https://a:b* is called by live runs only")).toBeNull();
  const text = withAnswer("", unansweredIn(message)!);
  expect(JSON.parse(text)).toEqual([{ method: "GET", url: "https://api.test/a?x=1", status: 200, body: {} }]);
  expect(readCalls(withAnswer(text, { method: "POST", url: "https://b.test/" }))).toMatchObject({
    calls: [{ method: "GET" }, { method: "POST" }],
  });
});

test("a text that says fetch may call", () => {
  expect([mayCall("await fetch(url)"), mayCall("prefetch(url)")]).toEqual([true, false]);
  expect(mayCall("await users.find(email)", ["users.find"])).toBe(true);
});
