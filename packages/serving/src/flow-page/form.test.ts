import { describe, expect, test } from "vitest";
import { parseForm, readForm } from "./form.ts";
import { localeOf, userAgentOf } from "./visitor.ts";

test("a form is read as browsers write it, or refused", () => {
  expect([...parseForm("a=%C3%A9+b&c=")]).toEqual([
    ["a", "\u00e9 b"],
    ["c", ""],
  ]);
  expect([...parseForm(undefined)]).toEqual([]);
  for (const text of ["a=%C3", "a=1&".repeat(300)])
    expect(() => parseForm(text)).toThrow(expect.objectContaining({ code: "bad_request" }));
});

test("a form holds the fields the block asked for, and nothing else", () => {
  const block = {
    parts: [
      { type: "field", name: "code", kind: "code", label: "Code" },
      { type: "field", name: "city", kind: "text", label: "City" },
      { type: "field", name: "yes", kind: "checkbox", label: "Yes" },
      { type: "field", name: "no", kind: "checkbox", label: "No" },
      { type: "choice", name: "plan", label: "Plan", options: [{ value: "a", label: "A" }] },
    ],
  } as Parameters<typeof readForm>[1];
  const body = new URLSearchParams("code=123&city=Graz&yes=true&plan=a&admin=true&_step=4");
  expect(readForm(body, block)).toEqual({
    form: { code: "123", city: "Graz", yes: true, no: false, plan: "a" },
    typed: { city: "Graz", yes: "true", no: "false", plan: "a" },
    step: 4,
  });
  expect(readForm(new URLSearchParams("_step=x"), undefined)).toEqual({
    form: {},
    typed: {},
    step: undefined,
  });
});

describe("visitors", () => {
  test.each([
    ["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox", "Linux", "desktop"],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
      "Edge",
      "Windows",
      "desktop",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Mobile/15E148 Safari/604.1",
      "Safari",
      "iOS",
      "phone",
    ],
    [
      "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
      "Chrome",
      "Android",
      "phone",
    ],
    [
      "Mozilla/5.0 (Linux; Android 14; SM-X700) AppleWebKit/537.36 Chrome/126.0 Safari/537.36",
      "Chrome",
      "Android",
      "tablet",
    ],
    ["", "unknown", "unknown", "unknown"],
  ])("%s", (text, family, os, device) => {
    expect(userAgentOf(text)).toEqual({ family, os, device });
  });

  test("locales are tags or the default", () => {
    expect(["de-AT,de;q=0.9", "en", "*", "<script>", undefined].map(localeOf)).toEqual([
      "de-AT",
      "en",
      "en",
      "en",
      "en",
    ]);
  });
});
