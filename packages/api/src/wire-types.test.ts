import type { DraftConflict, FlowGraph, Realm, Script, SeenExecution, Version } from "@scriptyard/model";
import type { FlowAnswer, ReplayResult, RunnerEvent } from "@scriptyard/runner";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { expect, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import type { AppRouter, FlowView, ScriptItem } from "./index.ts";
import type { ScriptStatus } from "./registry/script-statuses.ts";
import { flowAnswer } from "./rest/schemas.ts";
import { scriptStatusAnswer } from "./rest/scripts/schemas.ts";

type Out = inferRouterOutputs<AppRouter>;
type In = inferRouterInputs<AppRouter>;

/** What a client infers is what the vocabulary says, so that the console passes it on without casts. */
test("outputs keep the vocabulary's types across the wire", () => {
  const accept = <T>(value: T) => value === null;
  const from = <T>() => null as T;
  expectTypeOf<Out["scripts"]["preview"]>().toExtend<SeenExecution>();
  expectTypeOf<Out["executions"]["replay"]>().toExtend<
    Omit<ReplayResult, "execution" | "original"> & { execution: SeenExecution; original: SeenExecution }
  >();
  expectTypeOf<Out["versions"]["get"]>().toExtend<Version>();
  expectTypeOf<Out["flows"]["get"]>().toExtend<FlowView>();
  expectTypeOf<Out["realms"]["list"]>().toExtend<Realm[]>();
  expectTypeOf<Out["scripts"]["list"]["items"]>().toExtend<ScriptItem[]>();
  expectTypeOf<Out["scripts"]["create"]["script"]>().toExtend<Script>();
  expectTypeOf<Extract<Out["drafts"]["save"], { ok: false }>["conflict"]>().toExtend<DraftConflict>();
  expectTypeOf<FlowGraph>().toExtend<In["flows"]["saveDraft"]["graph"]>();
  expect(accept<RunnerEvent | null>(from<RunnerEvent>())).toBe(true);
});

/** Without what a type says of keys that it does not name. */
type Named<T> = { [Key in keyof T as string extends Key ? never : Key]: T[Key] };

test("the documented flow answer names all that the runner's does, and lets pass what a host answers at the end", () => {
  type Documented = Named<z.infer<typeof flowAnswer>>;
  expectTypeOf<Named<FlowAnswer>>().toExtend<Documented>();
  expectTypeOf<keyof Named<FlowAnswer>>().toExtend<keyof Documented>();
  expectTypeOf<FlowAnswer["action"]>().toEqualTypeOf<Documented["action"]>();
  const done = { sessionId: "fls_1", action: "done", node: "n", requestId: "req_1", expiresAt: 0, step: 1 };
  expect(flowAnswer.parse({ ...done, signatures: ["Anna"] })).toEqual({ ...done, signatures: ["Anna"] });
});

test("the documented status of a script is the one that is answered", () => {
  expectTypeOf<z.infer<typeof scriptStatusAnswer>>().toEqualTypeOf<ScriptStatus>();
  expect(Object.keys(scriptStatusAnswer.shape)).toContain("successRate");
});
