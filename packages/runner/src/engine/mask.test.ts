import type { Execution, Outcome } from "@scriptyard/model";
import { emptyMetrics } from "@scriptyard/model";
import { expect, test } from "vitest";
import { maskExecution, scrubbedOutcome } from "./mask.ts";
import type { Runnable } from "./runnable.ts";

const secret = "sk_live_4242_of_the_shop";

test("what somebody typed, which stands in a secret, leaves no part of the secret", () => {
  const ran = {
    args: [{ password: "live_4242" }],
    result: { told: `it is ${secret}` },
    effects: [],
    logs: [{ level: "info", message: `with ${secret} and live_4242`, atUs: 1 }],
    error: null,
  } as unknown as Execution;
  const input = { args: [{ password: "[masked]" }], masked: ["/0/password"] };
  const host = { host: {}, hook: "onCall" } as Pick<Runnable, "host" | "hook">;
  const { record: shown } = maskExecution(host, ran, input, [secret]);
  expect(shown.result).toEqual({ told: "it is [masked]" });
  expect(shown.logs[0]!.message).toBe("with [masked] and [masked]");
});

test("what is wrong with a result is said without the secrets in it", () => {
  const issues = [{ path: `/1/${secret}`, message: `"${secret}" is not a known field` }];
  const outcome = {
    status: "error",
    error: { type: "invalid_result", message: `The result has ${secret}.`, issues },
    logs: [],
    metrics: emptyMetrics,
  } as unknown as Outcome;
  const shown = scrubbedOutcome(outcome, [secret], "words");
  expect(shown).toMatchObject({
    error: { issues: [{ path: "/1/[masked]", message: '"[masked]" is not a known field' }] },
  });
});
