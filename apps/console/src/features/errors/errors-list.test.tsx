import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Inputs } from "../../app/trpc.ts";
import { inMenu } from "../../testing/in-menu.ts";
import { giveRoom } from "../../testing/room.ts";
import { show } from "../../testing/show.tsx";
import { fakeWire, Refusal } from "../../testing/wire.ts";
import { addressNow, Page, press, row, rows } from "./testing/errors-page.tsx";
import { aGroup, errorsWire } from "./testing/errors-wire.ts";

let place: Disposable;
beforeAll(() => {
  place = giveRoom();
});
afterAll(() => place[Symbol.dispose]());
afterEach(cleanup);

type Asked = Inputs["errors"]["list"];
const asked = (wire: { sent: (of: "errors.list") => unknown[] }) => wire.sent("errors.list") as Asked[];
/** Long enough for whatever would be asked again at once. */
const aWhile = () => new Promise((later) => setTimeout(later, 60));

test("a row says where it was thrown, and how often: hostile and long texts are texts", async () => {
  const hostile = `boom 2, <img src=x onerror=alert(1)> \u202e ${"very long ".repeat(400)}`;
  using _ = errorsWire([
    aGroup(1, { count: 1_234_567, spark: [...Array<number>(23).fill(0), 7], firstVersion: 2 }),
    aGroup(2, { message: hostile, file: "shared/dates", line: 9 }),
    aGroup(3, { file: null, line: null, lastVersion: null, began: { kind: "file" } }),
  ]);
  await show(<Page search={{ status: "all" }} />);
  const first = await row(1);
  expect(first.textContent).toContain("login/risk-check v2–v3 · line 4");
  expect(first.textContent).toContain("1.2\u2009M");
  expect(within(first).getByRole("img").getAttribute("aria-label")).toBe("7 failures in the last 24 hours");
  const second = await row(2);
  expect(second.textContent).toContain("in shared/dates, line 9");
  expect(second.textContent).toContain("<img src=x onerror=alert(1)>");
  expect(second.querySelector("img")).toBeNull();
  const third = await row(3);
  expect(third.textContent).toContain("began with a file, without a version");
  expect(third.textContent).not.toMatch(/line|v3/);
});

test("filters reach the server as it knows them, and each is taken away again", async () => {
  using wire = fakeWire({
    "errors.list": () => ({ items: [aGroup(1)], next: null }),
    "scripts.named": () => ({
      items: [{ id: "scr_9", module: "login", name: "risk-check" }],
      modules: [],
    }),
  });
  await show(<Page search={{ script: "login/risk-check", type: "timeout", text: "boom" }} />);
  await row(1);
  expect(asked(wire).at(-1)?.filter).toEqual({
    status: "open",
    scriptId: "scr_9",
    type: "timeout",
    text: "boom",
  });
  fireEvent.click(screen.getByRole("button", { name: "Remove the filter Error type timeout" }));
  await waitFor(() => expect(addressNow().type).toBeUndefined());
  fireEvent.click(await inMenu("Error type", "memory limit"));
  await waitFor(() => expect(asked(wire).at(-1)?.filter).toMatchObject({ type: "memory_limit" }));
  fireEvent.click(screen.getByRole("button", { name: "Clear" }));
  await waitFor(() => expect(asked(wire).at(-1)?.filter).toEqual({ status: "open", text: "boom" }));
  fireEvent.click(screen.getByRole("radio", { name: "Muted" }));
  await waitFor(() => expect(asked(wire).at(-1)?.filter).toMatchObject({ status: "muted" }));
  fireEvent.click(screen.getByRole("radio", { name: "All" }));
  await waitFor(() => expect(asked(wire).at(-1)?.filter).toEqual({ text: "boom" }));
});

test("a script of the address that is not there matches nothing, and the server is not asked for everything", async () => {
  using wire = fakeWire({ "scripts.named": () => ({ items: [], modules: [] }) });
  await show(<Page search={{ script: "login/gone" }} />);
  expect(await screen.findByText("No error matches")).toBeTruthy();
  expect(screen.getByRole("link", { name: "All errors" }).getAttribute("href")).toBe(
    "/r/acme/errors?status=all",
  );
  expect(asked(wire)).toEqual([]);
});

test("a slow answer is awaited without a claim; whose script cannot be looked up says so, and asks again", async () => {
  let arrive: (value: unknown) => void = () => {};
  {
    using wire = fakeWire({
      "errors.list": () =>
        new Promise((resolve) => {
          arrive = resolve;
        }),
    });
    await show(<Page />);
    await waitFor(() => expect(asked(wire)).toHaveLength(1));
    expect(screen.queryByText("No open errors")).toBeNull();
    expect(screen.queryByRole("grid")).toBeNull();
    arrive({ items: [aGroup(1)], next: null });
    await row(1);
    cleanup();
  }
  let away = true;
  using _ = fakeWire({
    "errors.list": () => ({ items: [aGroup(1)], next: null }),
    "scripts.named": () => {
      if (away) throw new Refusal("The database is away.", { fault: "internal" });
      return { items: [{ id: "scr_9", module: "login", name: "risk-check" }], modules: [] };
    },
  });
  await show(<Page search={{ script: "login/risk-check" }} />);
  expect(await screen.findByText("The database is away.")).toBeTruthy();
  away = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await row(1);
});

test("the next page comes by itself; one that the server refuses is asked for once, and again when somebody says so", async () => {
  let refused = true;
  using wire = fakeWire({
    "errors.list": ({ cursor }: Asked) => {
      if (!cursor) return { items: [aGroup(1)], next: "2" };
      if (refused) throw new Refusal("The database is away.", { fault: "internal" });
      return { items: [aGroup(2)], next: null };
    },
  });
  await show(<Page />);
  await row(1);
  expect(await screen.findByText(/More could not be loaded/)).toBeTruthy();
  await aWhile();
  expect(asked(wire).map(({ cursor }) => cursor ?? null)).toEqual([null, "2"]);
  // What was there stays.
  expect(rows()).toHaveLength(1);
  refused = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await row(2);
  expect(screen.queryByText(/More could not be loaded/)).toBeNull();
});

test("an act that changes nothing, and an undo that somebody was faster than, say so", async () => {
  using _ = fakeWire({
    "errors.list": () => ({ items: [aGroup(1)], next: null }),
    "errors.act": () => ({ actId: "eac_1", changed: 0 }),
    "errors.undo": () => 0,
  });
  await show(<Page />);
  fireEvent.focus(await row(1));
  press("e");
  expect(await screen.findByText("Nothing to change: it is so already.")).toBeTruthy();
  cleanup();
  using wire = fakeWire({
    "errors.list": () => ({ items: [aGroup(1)], next: null }),
    "errors.act": () => ({ actId: "eac_1", changed: 1 }),
    "errors.undo": () => 0,
  });
  await show(<Page />);
  fireEvent.focus(await row(1));
  press("e");
  fireEvent.click(await screen.findByRole("button", { name: /^Undo/ }));
  expect(await screen.findByText("Somebody changed it since: nothing is undone.")).toBeTruthy();
  expect(wire.sent("errors.undo")).toEqual([{ realm: "acme", actId: "eac_1" }]);
});
