import { outcomeErrorTypes, type ScriptError } from "@scriptyard/model";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Failure } from "./failure.tsx";
import { failureWord, failureWords } from "./failure-words.ts";
import { OutcomeWord } from "./outcome-word.tsx";

afterEach(cleanup);

const show = (error: Partial<ScriptError>) =>
  render(
    <Failure
      error={{ type: "execution", message: "no", stack: [], ...error }}
      script="login/risk"
      source={"one\ntwo\nthree"}
      frameLink={(frame, place) => <a href={`#${frame.line}`}>{place}</a>}
    />,
  );

test.each(outcomeErrorTypes)("%s is explained, in the same words wherever it is shown", (type) => {
  const { container } = show({ type });
  const { title, meaning, word } = failureWords[type];
  expect(container.textContent).toContain(`${title}. ${meaning}`);
  expect(failureWord(type)).toBe(word);
  expect(Object.values(failureWords).filter((other) => other.word === word)).toHaveLength(1);
  const list = render(<OutcomeWord status="error" action={null} errorType={type} />);
  expect(list.container.textContent).toBe(word);
});

test("a kind of failure without words does not compile: it used to fall through to another's", () => {
  const { engine_failure: _left, ...rest } = failureWords;
  // @ts-expect-error: one kind is missing
  const words: typeof failureWords = rest;
  expect(Object.keys(words)).toEqual(outcomeErrorTypes.filter((type) => type !== "engine_failure"));
});

test("a type that a newer server knows has a word too, and names of Object.prototype are no words", () => {
  expect(failureWord("quota_reached")).toBe("quota reached");
  expect(failureWord("constructor")).toBe("constructor");
});

test("the script's own line is marked, also when a library threw; every frame has its link", () => {
  show({
    name: "TypeError",
    message: "x is null",
    stack: [
      { file: "shared/dates", line: 9, column: 3, function: "day" },
      { file: "login/risk", line: 2, column: 1 },
    ],
    limit: { name: "timeoutMs", value: 1_000, reached: 1_200 },
    issues: [{ path: "", message: "expected an object" }],
  });
  expect(screen.getByText("TypeError: x is null")).toBeTruthy();
  expect(screen.getByRole("region", { name: "login/risk around line 2" }).textContent).toContain("two");
  expect(screen.getAllByRole("link").map((link) => link.textContent)).toEqual([
    "shared/dates:9:3",
    "shared/dates:9:3",
    "login/risk:2:1",
  ]);
  expect(screen.getByText(/reached/).textContent).toMatch(/timeoutMs: 1\u2009000, reached 1\u2009200/);
  expect(screen.getByText("result").parentElement?.textContent).toBe("result expected an object");
});
