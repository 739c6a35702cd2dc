import { Fault } from "@scriptyard/model";
import { expect, test } from "vitest";
import { CommandError, wordsOf } from "./command-error.ts";

test("what a command or a part refuses is said in its words; a mistake of ours keeps its stack", async () => {
  expect(await wordsOf(new CommandError("There is no folder x."))).toBe("There is no folder x.");
  expect(await wordsOf(new Fault("busy", "The machine is busy. Try again in 3 s."))).toBe(
    "The machine is busy. Try again in 3 s.",
  );
  expect(await wordsOf(new TypeError("undefined is not a function"))).toBeNull();
});
