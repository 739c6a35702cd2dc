import { type DecidingKind, type FlowNodeKind, uiBlockSchema } from "@scriptyard/model";
import { expect, test } from "vitest";
import { z } from "zod";
import { defineHost } from "../define-host.ts";
import type { HostDefinitionError } from "../definition-error.ts";
import { definition, effect } from "../testing/host.ts";
import type { HookDefinition, HostDefinition } from "../types.ts";
import type { FlowsDefinition } from "./types.ts";

const verdict = z.discriminatedUnion("verdict", [
  z.object({ verdict: z.literal("open"), way: z.string().optional() }),
  z.object({ verdict: z.literal("wait"), page: uiBlockSchema }),
  z.object({ verdict: z.literal("shut"), why: z.string(), words: z.string().optional() }),
]);
const param = (name: string) => ({ name, schema: {} });
const hook = (name: string, more: Partial<HookDefinition> = {}): HookDefinition => ({
  name,
  title: name,
  description: name,
  params: [param("context")],
  ...more,
});
const hooks = [
  hook("onGate", { params: [param("context"), param("reply")], result: verdict, resultType: "Verdict" }),
  hook("onPage", { result: uiBlockSchema, resultType: "UiBlock" }),
  hook("onEnd"),
];
const gate: DecidingKind = {
  id: "gate",
  title: "Gate",
  description: "Opens or not",
  hook: "onGate",
  role: "decides",
  form: "reply",
  answers: {
    by: "verdict",
    values: {
      open: { action: "continue", outcome: "way" },
      wait: { action: "challenge", block: "page" },
      shut: { action: "reject", code: "why", message: "words" },
    },
  },
};
const page: FlowNodeKind = {
  id: "page",
  title: "Page",
  description: "Shows",
  hook: "onPage",
  role: "shows",
};
const end: FlowNodeKind = {
  id: "end",
  title: "End",
  description: "Ends",
  hook: "onEnd",
  role: "completes",
};
const flows = (kinds: FlowNodeKind[]): FlowsDefinition => ({
  kinds,
  told: {},
  visitor: (told) => told,
  decided: () => ({}),
  context: () => ({}),
  answer: () => ({}),
  answered: {},
  summary: () => ({ facts: [], text: null }),
});
const host = (kinds: FlowNodeKind[], changes: Partial<HostDefinition> = {}) =>
  defineHost(definition({ hooks, flows: flows(kinds), ...changes }));
const problems = (kinds: FlowNodeKind[], changes: Partial<HostDefinition> = {}): string => {
  try {
    host(kinds, changes);
    return "";
  } catch (error) {
    return (error as HostDefinitionError).issues.map((issue) => `${issue.path}: ${issue.message}`).join("\n");
  }
};
const { answers } = gate;
const valued = (values: DecidingKind["answers"]["values"], by = answers.by): FlowNodeKind => ({
  ...gate,
  answers: { by, values: { ...answers.values, ...values } },
});

test("a member that the engine would leave out of its answers is no name for what a flow decided", () => {
  const answered = { code: "Which.", way: "Which way.", url: "Where." };
  expect(problems([gate, page, end], { flows: { ...flows([gate, page, end]), answered } })).toBe(
    ["code", "url"]
      .map((name) => `flows.answered.${name}: the engine answers by this name itself; choose another one`)
      .join("\n"),
  );
});

test("flows that JavaScript left half are told by what is missing", () => {
  const { kinds: _kinds, answered: _answered, ...half } = flows([]);
  const told = problems([], { flows: half as unknown as FlowsDefinition });
  expect(told).toMatch(/flows\.kinds: /);
  expect(told).toMatch(/flows\.answered: /);
});

test("kinds that say what they run and what every answer means are accepted", () => {
  const { flowKinds, flows: told } = host([gate, page, end]);
  expect(flowKinds).toEqual([gate, page, end]);
  expect(told).not.toBeNull();
  expect(defineHost(definition()).flowKinds).toEqual([]);
});

test.each<[string, FlowNodeKind[], RegExp]>([
  [
    "no hook",
    [{ ...end, hook: undefined as unknown as string }, gate],
    /flows\.kinds\.end\.hook: its nodes run nothing: name the hook that their scripts export, one of onGate, onPage, onEnd/,
  ],
  [
    "an unknown hook",
    [{ ...gate, hook: "onGat" }],
    /flows\.kinds\.gate\.hook: there is no hook "onGat"; known/,
  ],
  [
    "a hook of another kind",
    [gate, { ...gate, id: "other" }],
    /kinds\.other\.hook: "gate" runs onGate already/,
  ],
  ["an id twice", [gate, { ...end, id: "gate" }], /flows\.kinds: "gate" is there twice/],
  ["an id that no graph could name", [{ ...gate, id: "Big Gate" }], /lower-case letters/],
  ["no title", [{ ...gate, title: " " }], /flows\.kinds\.gate\.title: every kind needs/],
  ["nowhere to begin", [end], /flows\.kinds: a flow has to begin somewhere/],
  ["an unknown form", [{ ...gate, form: "form" }], /gate\.form: onGate has no parameter "form"/],
  [
    "an answer that means nothing",
    [
      {
        ...gate,
        answers: { ...answers, values: { open: answers.values.open!, wait: answers.values.wait! } },
      },
    ],
    /answers: onGate may answer verdict: "shut"; say what that means to a flow/,
  ],
  [
    "an answer that is never given",
    [valued({ perhaps: { action: "continue", outcome: "way" } })],
    /values\.perhaps: onGate never answers verdict: "perhaps"/,
  ],
  [
    "answers told apart by nothing",
    [valued({}, "action")],
    /answers: no answer of onGate says by its member "action" what it is/,
  ],
  [
    "an outcome that is no text",
    [valued({ open: { action: "continue", outcome: "route" } })],
    /values\.open: the answer has no member "route" that is a text/,
  ],
  [
    "a block that is none",
    [valued({ wait: { action: "challenge", block: "verdict" } })],
    /values\.wait: the answer has no member "verdict" that is a UiBlock/,
  ],
  [
    "an answer that is said by half",
    [
      valued({
        shut: { action: "reject", code: "why" } as unknown as DecidingKind["answers"]["values"][string],
      }),
    ],
    /values\.shut\.message: name the member of the answer that is a text/,
  ],
  [
    "a code that may be missing",
    [valued({ shut: { action: "reject", code: "words", message: "words" } })],
    /values\.shut: the member "words" has to be required/,
  ],
  [
    "a page that is none",
    [gate, { ...page, hook: "onEnd" }],
    /kinds\.page\.hook: onEnd has to answer a UiBlock/,
  ],
  [
    "an end that answers",
    [gate, { ...end, hook: "onPage" }],
    /kinds\.end\.hook: what onPage answers is used by nobody/,
  ],
  [
    "no role",
    [gate, { ...end, role: "rests" } as unknown as FlowNodeKind],
    /kinds\.end\.role: one of decides, shows, completes/,
  ],
])("%s is refused, with the place", (_what, kinds, message) => {
  expect(problems(kinds)).toMatch(message);
});

test("where outcomes are named follows from the kind and from the effects that send away", () => {
  const leaving = effect({
    name: "go.elsewhere",
    forCaller: false,
    leaves: () => ({ url: "", resume: null, partner: null }),
    resumesBy: { argument: 1, member: "then" },
  });
  const refusing = effect({
    name: "reply.fail",
    forCaller: false,
    fails: () => ({ field: "a", message: "b" }),
  });
  const made = host([gate, page], { functions: [leaving, refusing] });
  expect(made.waysOut("onGate")).toEqual({
    by: "verdict",
    continues: { open: "way" },
    leaves: [{ call: "go.elsewhere", argument: 1, member: "then" }],
    unfollowed: ["go.elsewhere", "reply.fail"],
  });
  expect(["onPage", "onEnd", "elsewhere"].map((hook) => made.waysOut(hook))).toEqual([null, null, null]);
  expect(problems([gate], { functions: [{ ...refusing, resumesBy: { argument: 0, member: "x" } }] })).toMatch(
    /functions\.reply\.fail: `resumesBy` says more about `leaves`, which is not there/,
  );
});
