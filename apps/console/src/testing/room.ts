import { afterEach, beforeEach, vi } from "vitest";

/** Gives every element a size: happy-dom lays nothing out, and a virtual list without height has no rows. */
export function giveRoom({ width = 1_200, height = 600 } = {}): Disposable {
  const spies = [
    vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(width),
    vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(height),
  ];
  return {
    [Symbol.dispose]() {
      for (const spy of spies) spy.mockRestore();
    },
  };
}

/** The same for each test of a file. */
export function giveRoomToEach(): void {
  let room: Disposable;
  beforeEach(() => {
    room = giveRoom();
  });
  afterEach(() => room[Symbol.dispose]());
}
