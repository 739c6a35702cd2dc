import { expect, test } from "vitest";
import type { Paused } from "../executor/async-pause.ts";
import type { TapeState } from "../executor/trace-tape.ts";
import { WaitingRoom } from "./waiting-room.ts";

const pages = { data: new Uint8Array(100) } as unknown as Paused["pages"];
const tape: TapeState = {
  first: [new Uint8Array(400)],
  last: [new Uint8Array(80)],
  words: 120,
  texts: ["x".repeat(50)],
  marks: [0, 0, 1],
};

test("what a traced run said takes room while it waits, as its pages do, and leaves with it", () => {
  const room = new WaitingRoom(900);
  {
    using place = room.enter({ pages, tape });
    expect(place).not.toBeNull();
    expect(room.bytes).toBe(100 + 400 + 80 + 2 * 50 + 3 * 8);
    expect(room.enter({ pages, tape })).toBeNull();
    using plain = room.enter({ pages });
    expect(plain).not.toBeNull();
  }
  expect(room).toMatchObject({ bytes: 0, count: 0 });
});
