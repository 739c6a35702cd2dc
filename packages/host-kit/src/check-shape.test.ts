import { expect, test } from "vitest";
import { defineHost } from "./define-host.ts";
import { HostDefinitionError } from "./definition-error.ts";
import { definition, effect } from "./testing/host.ts";
import type { HostDefinition } from "./types.ts";

/** As JavaScript calls it. */
function problems(given: unknown): string[] {
  try {
    defineHost(given as HostDefinition);
    return [];
  } catch (error) {
    if (!(error instanceof HostDefinitionError)) throw error;
    return error.issues.map((issue) => `${issue.path}: ${issue.message}`);
  }
}

test("what is missing, or is something else, is said in words and all at once", () => {
  const { hooks: _, ...incomplete } = definition();
  const wrong = { ...incomplete, title: 7, functions: [{ ...effect(), kind: "efect", levels: "safe" }] };
  expect(problems(wrong)).toEqual([
    "hooks: is missing; expected a list",
    "title: expected a string, got 7",
    'functions[0].kind: "efect" is not allowed; expected "effect", "host", "async" or "event" (did you mean "effect"?)',
    'functions[0].levels: expected a list, got "safe"',
  ]);
  expect(problems(undefined)).toEqual(["(all of it): expected an object, got nothing"]);
  expect(problems({ ...definition(), hooks: [{ name: "onExecute" }] })).toContain(
    "hooks[0].params: is missing; expected a list",
  );
});

test("code and schemas inside are nobody's business here", () => {
  expect(problems(definition({ functions: [effect()] }))).toEqual([]);
});
