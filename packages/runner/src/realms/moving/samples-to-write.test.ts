import { newId, type Sample } from "@scriptyard/model";
import { expect, test } from "vitest";
import { samplesToWrite } from "./compare.ts";

const lookUp = { function: "users.find", answer: null };
const here: Sample = {
  id: newId("smp", 1),
  scriptId: newId("scr", 1),
  name: "First",
  description: "",
  args: [1],
  calls: [lookUp],
  createdAt: 1,
  updatedAt: 1,
};

test("an archive of before samples had calls leaves those that are here", () => {
  const old = { name: "First", description: "", args: [1], calls: null };
  expect(samplesToWrite([old], [here])).toEqual([]);
  expect(samplesToWrite([{ ...old, args: [2] }], [here])).toEqual([
    { sample: { ...old, args: [2], calls: [lookUp] }, over: here },
  ]);
  expect(samplesToWrite([old], [])).toEqual([{ sample: { ...old, calls: [] }, over: null }]);
});

test("one that says that a sample has none takes them away", () => {
  const none = { name: "First", description: "", args: [1], calls: [] };
  expect(samplesToWrite([none], [here])).toEqual([{ sample: none, over: here }]);
});
