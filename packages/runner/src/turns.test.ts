import { expect, test } from "vitest";
import { createTurnLine, newestFirst, nextTurn } from "./turns.ts";

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

test("what many ask for at once is spread over turns of the loop, in the order they came", async () => {
  const line = createTurnLine();
  const begun: number[] = [];
  const busy = (ms: number) => {
    for (const end = performance.now() + ms; performance.now() < end; );
  };
  const turns: number[] = [];
  let turn = 0;
  const count = () => {
    turn += 1;
    if (begun.length < 12) setImmediate(count);
  };
  setImmediate(count);
  await Promise.all(
    Array.from({ length: 12 }, async (_, n) => {
      await line.next();
      begun.push(n);
      turns.push(turn);
      busy(5);
    }),
  );
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  // One would be all of them in one turn.
  expect(new Set(turns).size).toBe(12);
  await nextTurn();
  expect(line.next()).toBeUndefined();
});

test("who went away does not begin, and more than may wait are refused", async () => {
  const line = createTurnLine(2);
  expect(line.next()).toBeUndefined();
  const gone = new AbortController();
  const left = line.next(gone.signal);
  const stays = line.next();
  expect(() => line.next()).toThrow("Too many begin at once");
  gone.abort();
  await expect(left).rejects.toMatchObject({ code: "busy" });
  await stays;
});
