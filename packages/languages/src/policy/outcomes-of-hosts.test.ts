import { expect, test } from "vitest";
import { outcomesIn } from "./outcomes.ts";

test("outcomes are read as their host says: other words, several ways to go on, a call without a namespace", () => {
  const ways = {
    by: "verdict",
    continues: { approve: "route", forward: "to" },
    leaves: [{ call: "handOver", argument: 0, member: "then" }],
    unfollowed: ["handOver"],
  };
  const outcomes = (body: string) => {
    const { written, unnamed, open } = outcomesIn(
      `export const onReview = (o) => { ${body} };`,
      "onReview",
      ways,
    );
    return [...written.map(({ outcome }) => outcome), ...unnamed.map(() => "-"), ...(open ? ["…"] : [])].join(
      " ",
    );
  };
  expect(
    outcomes(`return o ? { verdict: "approve", route: "a", to: "x" } : { verdict: "forward", to: "b" };`),
  ).toBe("a b");
  expect(outcomes(`return o ? { verdict: "approve" } : { verdict: "refuse", route: "x" };`)).toBe("-");
  expect(outcomes(`handOver({ then: "c" }); return { verdict: "approve", route: "a" };`)).toBe("c a");
  expect(outcomes(`const h = handOver; return { verdict: "approve", route: "a" };`)).toBe("a …");
  expect(outcomes(`return { action: "continue", outcome: "a" };`)).toBe("…");
});
