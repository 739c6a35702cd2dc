import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { giveRoom } from "../../testing/room.ts";
import { show } from "../../testing/show.tsx";
import { fakeWire, Refusal } from "../../testing/wire.ts";
import { Page, picked, press, row, rows } from "./testing/errors-page.tsx";
import { aGroup, errorsWire } from "./testing/errors-wire.ts";

let place: Disposable;
beforeAll(() => {
  place = giveRoom();
});
afterAll(() => place[Symbol.dispose]());
afterEach(cleanup);

test("a row says what the error began with, and what state it is in", async () => {
  using _ = errorsWire([
    aGroup(1),
    aGroup(2, { status: "muted", mutedUntilCount: 6 }),
    aGroup(3, { cameBack: true, resolvedVersion: 4, cameBackVersion: 5 }),
  ]);
  await show(<Page search={{ status: "all" }} />);
  expect((await row(1)).textContent).toContain("began with v3 by Ada “Break it”");
  expect((await row(2)).textContent).toContain("muted until it happens 2 more times");
  expect((await row(3)).textContent).toContain("came back in v5 after it was resolved in v4");
  expect(document.body.textContent).not.toContain("erg_");
});

test("x picks, Shift and a click pick all between, Shift+X picks all or none", async () => {
  using _ = errorsWire([1, 2, 3, 4].map((n) => aGroup(n)));
  await show(<Page />);
  fireEvent.focus(await row(2));
  press("x");
  await waitFor(() => expect(picked()).toBe("2"));
  fireEvent.click(await row(4), { shiftKey: true });
  expect(picked()).toBe("234");
  expect(screen.getByRole("toolbar", { name: "Picked errors" }).textContent).toContain("3 errors picked");
  press("X", { shiftKey: true });
  await waitFor(() => expect(picked()).toBe("1234"));
  press("X", { shiftKey: true });
  await waitFor(() => expect(picked()).toBe(""));
  expect(screen.queryByRole("toolbar")).toBeNull();
  fireEvent.click(screen.getByRole("checkbox", { name: "Pick boom 3" }));
  expect(picked()).toBe("3");
  // Of another list nothing is picked.
  fireEvent.click(screen.getByRole("radio", { name: "All" }));
  await waitFor(() => expect(screen.queryByRole("toolbar")).toBeNull());
});

test("e resolves the picked ones at once, and what was done is undone by u", async () => {
  using wire = errorsWire([1, 2, 3].map((n) => aGroup(n)));
  await show(<Page />);
  fireEvent.focus(await row(1));
  press("x");
  fireEvent.click(await row(2), { shiftKey: true });
  press("e");
  await waitFor(() => expect(rows()).toHaveLength(1));
  expect(wire.sent("errors.act")).toEqual([
    { realm: "acme", ids: ["erg_1", "erg_2"], act: { kind: "resolve" } },
  ]);
  expect(await screen.findByText("2 errors resolved")).toBeTruthy();
  expect(screen.queryByRole("toolbar")).toBeNull();
  press("u");
  await waitFor(() => expect(rows()).toHaveLength(3));
  expect(wire.sent("errors.undo")).toEqual([{ realm: "acme", actId: "eac_act" }]);
  press("u");
  expect(wire.sent("errors.undo")).toHaveLength(1);
});

test("keys without a pick are for the row that has the focus; m asks for how long", async () => {
  using wire = errorsWire([1, 2].map((n) => aGroup(n)));
  await show(<Page />);
  fireEvent.focus(await row(2));
  press("m");
  fireEvent.click(await screen.findByRole("menuitem", { name: "For 1 day" }));
  await waitFor(() => expect(wire.sent("errors.act")).toHaveLength(1));
  const { ids, act } = wire.sent("errors.act")[0] as { ids: string[]; act: { until: number } };
  expect(ids).toEqual(["erg_2"]);
  expect(Math.round((act.until - Date.now()) / 3_600_000)).toBe(24);
});

test("letters typed into the search stay letters", async () => {
  using wire = errorsWire([aGroup(1)]);
  await show(<Page />);
  fireEvent.focus(await row(1));
  const field = screen.getByPlaceholderText("Search messages");
  for (const key of ["x", "e", "m", "u"]) fireEvent.keyDown(field, { key, code: key });
  expect(picked()).toBe("");
  expect(wire.sent("errors.act")).toEqual([]);
});

test("a refused act changes nothing and says why", async () => {
  using _ = fakeWire({
    "errors.list": () => ({ items: [aGroup(1)], next: null }),
    "errors.act": () => {
      throw new Refusal("Too much of this is under way.", { fault: "rate_limited" });
    },
  });
  await show(<Page />);
  fireEvent.focus(await row(1));
  press("e");
  expect(await screen.findByText("Too much of this is under way.")).toBeTruthy();
  expect(rows()).toHaveLength(1);
});

test("nothing there, and nothing to be had, are two things", async () => {
  {
    using _ = errorsWire([]);
    await show(<Page search={{ status: "muted" }} />);
    expect(await screen.findByText("Nothing is muted")).toBeTruthy();
    cleanup();
    await show(<Page />);
    expect(await screen.findByText("No open errors")).toBeTruthy();
    cleanup();
  }
  using _ = fakeWire({
    "errors.list": () => {
      throw new Refusal("The database is gone.", { fault: "internal" });
    },
  });
  await show(<Page />);
  expect(await screen.findByText(/The database is gone/)).toBeTruthy();
});
