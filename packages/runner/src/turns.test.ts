import { expect, test } from "vitest";
import { newestFirst, nextTurn } from "./turns.ts";

test("jobs that nobody waits for are done one at a time, the newest first; one that fails ends nothing", async () => {
  const add = newestFirst();
  const done: number[] = [];
  let underWay = 0;
  const job = (number: number) => async () => {
    expect(++underWay).toBe(1);
    await nextTurn();
    underWay -= 1;
    done.push(number);
    if (number === 2) throw new Error("no");
  };
  for (const number of [0, 1, 2, 3]) add(job(number));
  await expect.poll(() => done.length).toBe(4);
  expect(done).toEqual([0, 3, 2, 1]);
  // It goes on when it was at its end.
  add(job(9));
  await expect.poll(() => done.at(-1)).toBe(9);
});
