import { vi } from "vitest";

/** happy-dom lays nothing out: a list that shows only what there is room for would show nothing. */
export function givePlace(height = 900): Disposable {
  const spies = (["clientHeight", "clientWidth"] as const).map((side) =>
    vi.spyOn(HTMLElement.prototype, side, "get").mockReturnValue(height),
  );
  return {
    [Symbol.dispose]() {
      for (const spy of spies) spy.mockRestore();
    },
  };
}
