import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { Offered, offered } from "../../testing/offered.tsx";
import { giveRoom } from "../../testing/room.ts";
import { show } from "../../testing/show.tsx";
import { addressNow, Page, press, row } from "./testing/errors-page.tsx";
import { aDetail, aGroup, errorsWire } from "./testing/errors-wire.ts";

let place: Disposable;
beforeAll(() => {
  place = giveRoom();
});
afterAll(() => place[Symbol.dispose]());
afterEach(cleanup);

const drawer = async () => within(await screen.findByRole("region", { name: "Error group" }));
const acts = (wire: { sent: (of: "errors.act") => unknown[] }) =>
  wire.sent("errors.act").map((sent) => sent as { ids: string[]; act: { kind: string } });

test("keys are for the group in the drawer: e resolves it, and reopens it again", async () => {
  using wire = errorsWire([1, 2].map((n) => aGroup(n)));
  await show(<Page search={{ open: "erg_1", status: "all" }} />);
  await (await drawer()).findByRole("button", { name: "Resolve" });
  press("e");
  await (await drawer()).findByRole("button", { name: "Reopen" });
  press("e");
  await (await drawer()).findByRole("button", { name: "Resolve" });
  expect(acts(wire).map(({ ids, act }) => [ids, act.kind])).toEqual([
    [["erg_1"], "resolve"],
    [["erg_1"], "reopen"],
  ]);
});

test("m of a muted group in the drawer unmutes it, and no menu waits to open by itself", async () => {
  using wire = errorsWire([aGroup(1, { status: "muted" })], aDetail({ status: "muted" }));
  await show(<Page search={{ open: "erg_1", status: "all" }} />);
  await (await drawer()).findByRole("button", { name: "Unmute" });
  press("m");
  await waitFor(() => expect(acts(wire)).toMatchObject([{ ids: ["erg_1"], act: { kind: "reopen" } }]));
  await (await drawer()).findByRole("button", { name: "Mute" });
  expect(screen.queryByRole("menuitem")).toBeNull();
});

test("m of an open group asks for how long beside its Mute; a picked row goes before the drawer's group", async () => {
  using wire = errorsWire([1, 2].map((n) => aGroup(n)));
  await show(<Page search={{ open: "erg_1" }} />);
  await (await drawer()).findByRole("button", { name: "Mute" });
  press("m");
  fireEvent.click(await screen.findByRole("menuitem", { name: "For 1 hour" }));
  await waitFor(() => expect(acts(wire)[0]).toMatchObject({ ids: ["erg_1"], act: { kind: "mute" } }));
  fireEvent.click(await screen.findByRole("checkbox", { name: "Pick boom 2" }));
  press("m");
  fireEvent.click(await screen.findByRole("menuitem", { name: "For 1 week" }));
  await waitFor(() => expect(acts(wire)[1]).toMatchObject({ ids: ["erg_2"], act: { kind: "mute" } }));
});

test("j and k take the drawer with them, Esc closes it, and a row opens it by Enter", async () => {
  using _ = errorsWire([1, 2].map((n) => aGroup(n)));
  await show(<Page />);
  const first = await row(1);
  first.focus();
  fireEvent.keyDown(first, { key: "Enter" });
  await waitFor(() => expect(addressNow()).toEqual({ open: "erg_1" }));
  await drawer();
  press("j");
  await waitFor(() => expect(addressNow()).toEqual({ open: "erg_2" }));
  press("k");
  await waitFor(() => expect(addressNow()).toEqual({ open: "erg_1" }));
  press("Escape");
  await waitFor(() => expect(screen.queryByRole("region", { name: "Error group" })).toBeNull());
  expect(addressNow()).toEqual({});
});

test("the palette offers what the page's keys do, and what can be done with the open group", async () => {
  using wire = errorsWire([aGroup(1)]);
  await show(
    <>
      <Page search={{ open: "erg_1", status: "all" }} />
      <Offered />
    </>,
  );
  // Its last execution is gone.
  expect((await offered("This error: Replay its last execution")).disabled).toBe(true);
  fireEvent.click(await offered("This error: Mute…"));
  expect(await screen.findByRole("menuitem", { name: "For 1 hour" })).toBeTruthy();
  fireEvent.click(await offered("This error: Resolve"));
  expect(await offered("This error: Reopen")).toBeTruthy();
  fireEvent.click(await offered("Errors: Pick all rows, or none"));
  await screen.findByRole("toolbar", { name: "Picked errors" });
  fireEvent.click(await offered("Errors: Undo the last act"));
  await waitFor(() => expect(wire.sent("errors.undo")).toHaveLength(1));
  expect(await offered("This error: Resolve")).toBeTruthy();
});
