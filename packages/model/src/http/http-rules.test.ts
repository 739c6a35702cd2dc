import { expect, test } from "vitest";
import { httpRuleFor, httpRuleSchema } from "./http-rules.ts";

const rules = [
  { host: "api.stripe.com", methods: ["GET", "POST"] },
  { host: "*.shop.example", methods: ["GET"] },
  { host: "localhost:8080", methods: ["GET"], internal: true },
  { host: "[::1]", methods: ["GET"], internal: true },
].map((rule) => httpRuleSchema.parse(rule));

const allowed = (address: string, method = "GET") =>
  httpRuleFor(rules, new URL(address), method)?.host ?? null;

test("a call is let through by host, port, method and protocol", () => {
  expect(allowed("https://api.stripe.com/v1/charges", "POST")).toBe("api.stripe.com");
  expect(allowed("https://API.stripe.com./v1")).toBe("api.stripe.com");
  expect(allowed("https://api.stripe.com/v1", "DELETE")).toBeNull();
  expect(allowed("http://api.stripe.com/v1")).toBeNull();
  expect(allowed("https://api.stripe.com:8443/v1")).toBeNull();
  expect(allowed("https://api.stripe.com.evil.example/")).toBeNull();
  expect(allowed("https://api.stripe.com@evil.example/")).toBeNull();
  expect(allowed("https://eu.shop.example/")).toBe("*.shop.example");
  expect(allowed("https://shop.example/")).toBeNull();
  expect(allowed("https://evilshop.example/")).toBeNull();
  expect(allowed("http://localhost:8080/")).toBe("localhost:8080");
  expect(allowed("http://localhost/")).toBeNull();
  expect(allowed("http://[::1]/")).toBe("[::1]");
  expect(allowed("ftp://localhost:8080/")).toBeNull();
});

test.each(["", "https://a.example", "a.example/path", "*", "*.", "A.example", "a b", "a.example:port"])(
  "%j names no host",
  (host) => {
    expect(httpRuleSchema.safeParse({ host, methods: ["GET"] }).success).toBe(false);
  },
);
