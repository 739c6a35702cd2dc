import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { aFailedExecution, anExecution, rowOf } from "../../testing/execution.ts";
import { inMenu } from "../../testing/in-menu.ts";
import { giveRoomToEach } from "../../testing/room.ts";
import { show } from "../../testing/show.tsx";
import { fakeStream } from "../../testing/stream.ts";
import { Refusal } from "../../testing/wire.ts";
import { columnIds, columnsText, parseColumns } from "./column-ids.ts";
import { layoutOf } from "./columns.tsx";
import { addressNow, asked, executionsWire, Page, type Row } from "./testing/executions-page.tsx";

giveRoomToEach();
afterEach(() => {
  cleanup();
  localStorage.clear();
});

const row = (change: Partial<Row> = {}): Row => ({
  ...rowOf(anExecution()),
  startedAt: Date.now(),
  ...change,
});
const aWhile = () => new Promise((later) => setTimeout(later, 60));
const rows = () => screen.queryAllByRole("row").slice(1);

test("filters are chosen from the menu and by keys, stand as chips, and are taken away together", async () => {
  using _stream = fakeStream();
  using wire = executionsWire(() => [row()]);
  await show(<Page />);
  await screen.findByRole("grid");
  for (const [title, name] of [
    ["Status", "error"],
    ["Decision", "reject"],
    ["Error type", "timeout"],
    ["Trigger", "http"],
  ] as const)
    fireEvent.click(await inMenu(title, name));
  await waitFor(() =>
    expect(asked(wire).at(-1)?.filter).toMatchObject({
      status: "error",
      action: "reject",
      errorType: "timeout",
      trigger: "http",
    }),
  );
  expect(addressNow()).toEqual({ status: "error", action: "reject", type: "timeout", trigger: "http" });
  fireEvent.click(screen.getByRole("button", { name: "Remove the filter Decision reject" }));
  await waitFor(() => expect(addressNow()).not.toHaveProperty("action"));
  fireEvent.click(screen.getByRole("button", { name: "Clear" }));
  await waitFor(() => expect(addressNow()).toEqual({}));
});

test("a script that is taken away takes its version with it; a range is chosen by name", async () => {
  using _stream = fakeStream();
  using wire = executionsWire(() => [row()], {
    "scripts.named": () => ({ items: [{ id: "scr_9", module: "login", name: "risk" }], modules: [] }),
  });
  await show(<Page search={{ script: "login/risk", version: 3, from: 1_000, to: 2_000 }} />);
  await screen.findByRole("grid");
  expect(asked(wire).at(-1)?.filter).toEqual({
    scriptId: "scr_9",
    version: 3,
    trials: false,
    fromMs: 1_000,
    toMs: 2_000,
  });
  fireEvent.click(screen.getByRole("button", { name: "Remove the filter Script login/risk" }));
  await waitFor(() => expect(addressNow()).toEqual({ from: 1_000, to: 2_000 }));
  fireEvent.click(screen.getByRole("combobox", { name: "Time range" }));
  fireEvent.click(await screen.findByRole("option", { name: "Last 7 days" }));
  await waitFor(() => expect(addressNow()).toEqual({ range: "7d" }));
  expect(asked(wire).at(-1)?.filter).not.toHaveProperty("toMs");
});

test("trials are shown when asked for; where only they can be meant, the switch says that and cannot be thrown", async () => {
  using _stream = fakeStream();
  using wire = executionsWire(() => [row()]);
  const shown = await show(<Page />);
  await screen.findByRole("grid");
  const trials = () => screen.getByRole<HTMLInputElement>("switch", { name: "Trials" });
  expect([trials().checked, trials().disabled]).toEqual([false, false]);
  fireEvent.click(trials());
  await waitFor(() => expect(asked(wire).at(-1)?.filter).not.toHaveProperty("trials"));
  expect(addressNow()).toEqual({ trials: true });
  fireEvent.click(trials());
  await waitFor(() => expect(addressNow()).toEqual({}));
  shown.unmount();
  await show(<Page search={{ trigger: "preview" }} />);
  await screen.findByRole("grid");
  expect([trials().checked, trials().disabled]).toEqual([true, true]);
});

test("a pasted id is looked up instead of being searched for", async () => {
  using _stream = fakeStream();
  using _wire = executionsWire(() => [row()]);
  await show(<Page search={{ text: "boom" }} />);
  await screen.findByRole("grid");
  const search = screen.getByRole("textbox", { name: "Search logs, or paste an id" });
  const id = "exe_01jd3x8k2m9q4r7t0v5w6y8z1a";
  fireEvent.change(search, { target: { value: ` ${id.toUpperCase()} ` } });
  await waitFor(() => expect(addressNow()).toEqual({ open: id }), { timeout: 4_000 });
});

test("empty says why: nothing ran, nothing matches, or a script that is not there", async () => {
  using _stream = fakeStream();
  using wire = executionsWire(() => [], { "scripts.named": () => ({ items: [], modules: [] }) });
  const shown = await show(<Page />);
  expect(await screen.findByText("Nothing ran in the last 24 hours")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Try a flow" }).getAttribute("href")).toBe("/r/acme/flows");
  shown.unmount();
  const before = asked(wire).length;
  const other = await show(<Page search={{ script: "login/gone" }} />);
  expect(await screen.findByText("There is no script login/gone")).toBeTruthy();
  expect(asked(wire)).toHaveLength(before);
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Export" }).disabled).toBe(true);
  other.unmount();
  await show(<Page search={{ text: "nobody" }} />);
  expect(await screen.findByText("No execution matches")).toBeTruthy();
  expect(screen.getByRole("link", { name: /Clear the filters/ }).getAttribute("href")).toBe(
    "/r/acme/executions?range=30d",
  );
});

test("the next page comes by itself; a refused one is asked for once, and again when somebody says so", async () => {
  let refused = true;
  using _stream = fakeStream();
  using wire = executionsWire(() => [], {
    "executions.list": ({ cursor }: { cursor?: string | null }) => {
      if (!cursor) return { items: [row()], next: "2" };
      if (refused) throw new Refusal("The database is away.", { fault: "internal" });
      return { items: [row({ id: "exe_2", logLine: "the older one" })], next: null };
    },
  });
  await show(<Page />);
  expect(await screen.findByText(/More could not be loaded/)).toBeTruthy();
  await aWhile();
  expect(asked(wire).map(({ cursor }) => cursor ?? null)).toEqual([null, "2"]);
  expect(rows()).toHaveLength(1);
  refused = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("the older one")).toBeTruthy();
  expect(screen.queryByText(/More could not be loaded/)).toBeNull();
});

test("a new run appears by itself; the list that was there stays while the line is away", async () => {
  let items = [row({ logLine: "the first" })];
  let away = false;
  using stream = fakeStream();
  using _wire = executionsWire(() => [], {
    "executions.list": () => {
      if (away) throw new Refusal("The database is away.", { fault: "internal" });
      return { items, next: null };
    },
  });
  await show(<Page />);
  await screen.findByText("the first");
  await waitFor(() => expect(stream.followers).toBe(1));
  items = [row({ id: "exe_2", logLine: "the second" }), ...items];
  act(() => stream.tell({ type: "execution", execution: { id: "exe_2" } }));
  await screen.findByText("the second");
  away = true;
  act(() => stream.tell({ type: "execution", execution: { id: "exe_3" } }));
  await aWhile();
  expect(screen.getByText("the second")).toBeTruthy();
  expect(screen.queryByText("The database is away.")).toBeNull();
});

test("a row of every column says what is known, and nothing of what is not", async () => {
  using _stream = fakeStream();
  const failed = rowOf(
    aFailedExecution("nobody home", 2, { id: "exe_01jd3x8k2m9q4r7t0v5w6y8z1a", node: "risk" }),
  );
  const file = row({
    id: "exe_3",
    version: null,
    sourceRef: { layer: "file", sha256: "3f9a2c1b77aa", path: "login/risk.ts", kept: null },
    trigger: "replay",
    node: null,
    logLine: null,
    logCount: 0,
  });
  using _wire = executionsWire(() => [failed, file]);
  await show(<Page search={{ columns: columnIds.join(".") }} />);
  await screen.findByRole("grid");
  const texts = rows().map((one) => one.textContent);
  expect(texts[0]).toMatch(
    /execution error.*login\/risk.*risk.*v3.*flow.*nobody home.*0\.41\u2009ms.*12\.?\d*\u2009k.*exe_…/s,
  );
  expect(texts[1]).toContain("file 3f9a2c1b");
  expect(screen.getByTitle("A recorded run, run again").textContent).toBe("replay");
  expect(texts.join()).not.toMatch(/null|undefined|NaN/);
});

test("any choice of columns survives the address, in the order of the list, with a place for each cell", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...columnIds]), (chosen) => {
      const read = parseColumns(columnsText(chosen))!;
      expect(read).toEqual(columnIds.filter((id) => chosen.includes(id)));
      const layout = layoutOf(read);
      expect(layout.head).toHaveLength(read.length + 3);
      expect(layout.columns.split(/ (?![^(]*\))/)).toHaveLength(layout.head.length);
      expect(layout.narrowColumns.split(/ (?![^(]*\))/)).toHaveLength(
        layout.head.length - layout.spare.length,
      );
      expect(layout.cells(row())).toHaveLength(layout.head.length);
    }),
  );
  fc.assert(fc.property(fc.anything(), (value) => void parseColumns(value)));
});
