import { expect, test } from "vitest";
import { createToldHosts } from "./told-hosts.ts";

test("so many hosts of a realm are told by name, and the others as one, until some time is over", () => {
  let now = 0;
  const told = createToldHosts(() => now);
  const subjects = Array.from({ length: 60 }, (_, at) => told.subject("rlm_1", `h${at}.test`));
  expect(new Set(subjects).size).toBe(51);
  expect(told.subject("rlm_1", "h3.test")).toBe("h3.test");
  expect(told.subject("rlm_2", "h59.test")).toBe("h59.test");
  now = 10 * 60_000;
  expect(told.subject("rlm_1", "h59.test")).toBe("h59.test");
});
