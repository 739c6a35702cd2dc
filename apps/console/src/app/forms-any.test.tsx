import { act, renderHook } from "@testing-library/react";
import { TRPCClientError } from "@trpc/client";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { fieldProblems } from "./field-problems.ts";
import { passwordProblem } from "./password.ts";
import { readJson } from "./read-json.ts";
import { useKeptTexts } from "./use-kept-texts.ts";

afterEach(() => sessionStorage.clear());

const fields = ["name", "config", "config.path", "hosts"] as const;
const path = fc.oneof(
  fc.constantFrom(...fields),
  fc.constantFrom(...fields).chain((field) => fc.constantFrom(`${field}.0`, `${field}.a.b`, `${field}x`)),
  fc.string(),
);
const message = fc.stringMatching(/^[a-z][a-z ]{2,20}[.!?]?$/);
const refusal = (issues: unknown, words = "It was refused.") =>
  Object.assign(new TRPCClientError(words), { data: { fault: "bad_request", details: { issues } } });

test("whatever a server refuses is said once, at its field or for the form, in whole sentences without its paths", () => {
  const issue = fc.record({ path, message });
  fc.assert(
    fc.property(fc.array(issue, { minLength: 1, maxLength: 6 }), (issues) => {
      const { at, rest } = fieldProblems(refusal(issues), fields);
      const said = [...Object.values(at), ...(rest === null ? [] : [rest])].join(" ");
      for (const one of issues) {
        expect(said.toLowerCase()).toContain(one.message.toLowerCase());
        const field = fields.find((each) => one.path === each || one.path.startsWith(`${each}.`));
        if (field === undefined) expect(rest?.toLowerCase()).toContain(one.message.toLowerCase());
        else
          expect(Object.keys(at).some((each) => one.path === each || one.path.startsWith(`${each}.`))).toBe(
            true,
          );
      }
      for (const words of [...Object.values(at), ...(rest === null ? [] : [rest])]) {
        expect(words).toMatch(/[.!?…]$/);
        expect(words).not.toMatch(/^(name|config|hosts)\b.*: /);
      }
    }),
  );
});

test("a refusal of any shape is said, and never by nothing", () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())), (issues) => {
      const { at, rest } = fieldProblems(refusal(issues), fields);
      expect(Object.keys(at).length > 0 || (rest ?? "") !== "").toBe(true);
    }),
  );
});

test("JSON is read as JSON; anything else says from where on it is none, within the text", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json().map((text) => text.slice(0, -1)),
        fc.json(),
      ),
      (text) => {
        const read = readJson(text);
        if (read.ok) expect(read.value).toEqual(JSON.parse(text));
        else {
          expect(read.problem).toMatch(
            /^not JSON (from line \d+, column \d+ on|yet: its end is missing|yet: it is empty)$/,
          );
          const [, line, column] = /line (\d+), column (\d+)/.exec(read.problem) ?? [];
          if (line === undefined) return;
          const lines = text.split("\n");
          expect(Number(line)).toBeLessThanOrEqual(lines.length);
          expect(Number(column)).toBeLessThanOrEqual(lines[Number(line) - 1]!.length + 1);
        }
      },
    ),
  );
});

test("a password is measured as people count, signs of many parts as one", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.constantFrom("a", "ä", "🦊"), (length, sign) => {
      const problem = passwordProblem(sign.repeat(length));
      expect(problem === null).toBe(length >= 8 && length <= 256);
    }),
  );
});

type Act = ["type", string, string] | ["saved", string, string] | ["discard"] | ["reload"];
const text = fc.constantFrom("", "a", "b", "long ".repeat(50));
const field = fc.constantFrom("title", "zone");
const acts = fc.array(
  fc.oneof(
    fc.tuple(fc.constant("type" as const), field, text),
    fc.tuple(fc.constant("saved" as const), field, text),
    fc.constant<Act>(["discard"]),
    fc.constant<Act>(["reload"]),
  ),
  { maxLength: 12 },
);

test("through typing, others' saves, reloads and discards a form shows what was typed, else what is saved", () => {
  fc.assert(
    fc.property(acts, (done) => {
      sessionStorage.clear();
      let saved: Record<string, string> = { title: "Acme", zone: "UTC" };
      let typed: Record<string, string> = {};
      const open = () =>
        renderHook(({ initial }) => useKeptTexts("acme/any", initial), { initialProps: { initial: saved } });
      let form = open();
      for (const [what, name = "", value = ""] of done as Act[]) {
        if (what === "type") {
          act(() => form.result.current.change(name, value));
          typed = { ...typed, [name]: value };
        } else if (what === "saved") {
          saved = { ...saved, [name]: value };
          form.rerender({ initial: saved });
        } else if (what === "discard") {
          act(() => form.result.current.reset(saved));
          typed = {};
        } else {
          form.unmount();
          form = open();
        }
        // What is typed back to what is saved was not typed, from the next letter on.
        if (what === "type")
          typed = Object.fromEntries(Object.entries(typed).filter(([each, one]) => saved[each] !== one));
        expect(form.result.current.texts).toEqual({ ...saved, ...typed });
        const differs = Object.entries(typed).some(([each, one]) => saved[each] !== one);
        expect(form.result.current.kept).toBe(differs);
      }
      form.unmount();
    }),
    { numRuns: 60 },
  );
});

test("a browser that keeps nothing loses nothing while the page is there, nor does one with nonsense in its storage", () => {
  const place = "scriptyard-form acme/odd";
  for (const stored of ["{", "null", "[1]", '{"title":7}', '"x"']) {
    sessionStorage.setItem(place, stored);
    const { result, unmount } = renderHook(() => useKeptTexts("acme/odd", { title: "Acme" }));
    expect(result.current.texts).toEqual({ title: "Acme" });
    act(() => result.current.change("title", "Mine"));
    expect([result.current.texts.title, result.current.kept]).toEqual(["Mine", true]);
    unmount();
    sessionStorage.clear();
  }
});
