import { expect, test } from "vitest";
import { Fault } from "./fault.ts";

test("a refusal that is made by the thousand takes no stack; whatever is logged has one", () => {
  const frames = (fault: Fault) => fault.stack?.split("\n").length;
  expect(frames(new Fault("rate_limited", "Later."))).toBe(1);
  expect(frames(new Fault("busy", "Later."))).toBe(1);
  expect(frames(new Fault("internal", "Ours."))).toBeGreaterThan(1);
  expect(new Error("another").stack).toContain("fault.test");
});
