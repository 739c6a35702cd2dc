import { cleanup, fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { show } from "../../../testing/show.tsx";
import { ClockControl, SeedControl } from "./seed-clock.tsx";
import { textName } from "./text-name.ts";

afterEach(cleanup);

/** Both controls over a state that a test hears of. */
function Controls(props: { heard: (change: object) => void; replaying?: boolean }) {
  const [now, setNow] = useState<{ seed: string | null; clockMs: number | null }>({
    seed: null,
    clockMs: null,
  });
  const set = (change: object) => {
    props.heard(change);
    setNow((was) => ({ ...was, ...change }));
  };
  return (
    <>
      <SeedControl seed={now.seed} replaying={props.replaying ?? false} onChange={(seed) => set({ seed })} />
      <ClockControl clockMs={now.clockMs} onChange={(clockMs) => set({ clockMs })} />
    </>
  );
}

test("a seed is typed and taken back; without one it says where one comes from", async () => {
  const heard = vi.fn();
  await show(<Controls heard={heard} />);
  const seed = screen.getByRole<HTMLInputElement>("textbox", { name: "Seed" });
  const anew = screen.getByRole<HTMLButtonElement>("button", { name: "Use a new seed for each run" });
  expect([seed.placeholder, anew.disabled, seed.maxLength]).toEqual(["new for each run", true, 100]);
  fireEvent.change(seed, { target: { value: "lucky" } });
  expect(heard).toHaveBeenLastCalledWith({ seed: "lucky" });
  fireEvent.click(anew);
  expect([heard.mock.lastCall, seed.value]).toEqual([[{ seed: null }], ""]);
  fireEvent.change(seed, { target: { value: "x" } });
  fireEvent.change(seed, { target: { value: "" } });
  expect(heard).toHaveBeenLastCalledWith({ seed: null });
  cleanup();
  await show(<Controls heard={heard} replaying />);
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Seed" }).placeholder).toBe(
    "from the recording",
  );
});

test("a clock stands still at the second it was stopped, is set to another, and goes on", async () => {
  const heard = vi.fn();
  await show(<Controls heard={heard} />);
  expect(screen.getByText("the time of the run")).toBeTruthy();
  const before = Date.now();
  fireEvent.click(screen.getByRole("radio", { name: "fixed" }));
  const { clockMs } = heard.mock.lastCall![0] as { clockMs: number };
  expect(clockMs % 1_000).toBe(0);
  expect(Math.abs(clockMs - before)).toBeLessThan(5_000);
  const field = screen
    .getAllByLabelText<HTMLInputElement>("Clock")
    .find((one) => one.type === "datetime-local")!;
  fireEvent.change(field, { target: { value: "2026-01-02T03:04:05" } });
  expect(heard).toHaveBeenLastCalledWith({ clockMs: Date.parse("2026-01-02T03:04:05") });
  const calls = heard.mock.calls.length;
  // Half a date is none yet: what stood there stays.
  fireEvent.change(field, { target: { value: "" } });
  expect(heard).toHaveBeenCalledTimes(calls);
  fireEvent.click(screen.getByRole("radio", { name: "now" }));
  expect(heard).toHaveBeenLastCalledWith({ clockMs: null });
});

test("the text of a recording is called by what it was", () => {
  const of = (change: object) => textName({ version: null, draftRevision: null, ...change } as never);
  expect([
    of({ version: 3 }),
    of({ draftRevision: 7 }),
    of({}),
    of({ version: 3, sourceRef: { layer: "file", path: "login/risk.ts" } }),
    of({ sourceRef: { layer: "default", path: null } }),
  ]).toEqual([
    "v3",
    "draft revision 7",
    "draft revision ?",
    "the file login/risk.ts as it was",
    "the default",
  ]);
});
