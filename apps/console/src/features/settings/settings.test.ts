import { expect, test } from "vitest";
import { parseSettings } from "./parse-settings.ts";
import { browserOf } from "./profile/browser-of.ts";

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0", "Firefox on Linux"],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
    "Edge on Windows",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1 Version/17.5 Safari/605.1",
    "Safari on macOS",
  ],
  [
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
    "Chrome on Android",
  ],
  ["curl/8.9.1", "curl"],
  ["", "Unknown"],
])("%j is %s", (userAgent, name) => {
  expect(browserOf(userAgent)).toBe(name);
});

test("settings are an object; anything else says what is wrong", () => {
  expect(parseSettings('{ "maintenance": false }')).toEqual({ ok: true, value: { maintenance: false } });
  for (const text of ["[1]", "null", "12"]) expect(parseSettings(text)).toMatchObject({ ok: false });
  const broken = parseSettings('{ "a": ');
  expect(broken.ok ? "" : broken.problem).toMatch(/^This is not JSON yet: ./);
});
