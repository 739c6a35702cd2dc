import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { type Answers, fakeWire, Refusal } from "../../../testing/wire.ts";
import { closeEditor, inEditor } from "../testing/in-editor.tsx";
import { runStateOf } from "./run-store.ts";
import { RunsPanel } from "./runs-panel.tsx";
import type { Run } from "./use-run.ts";

afterEach(closeEditor);

const row = (id: string, change: object = {}) => ({
  id,
  status: "ok",
  action: "continue",
  errorType: null,
  errorMessage: null,
  trigger: "flow",
  version: 3,
  runUs: 400,
  startedAt: 0,
  ...change,
});
const answers = (
  list: (input: { filter: object; cursor: string | null }) => unknown,
  change: Answers = {},
): Answers => ({
  "executions.list": list,
  "executions.get": ({ id }: { id: string }) => ({ ...row(id), source: "return 1" }),
  ...change,
});
const aRun = () =>
  ({ state: runStateOf("none").get(), show: vi.fn() }) as unknown as Run & { show: ReturnType<typeof vi.fn> };

test("a run is shown where it is, or replayed with its input", async () => {
  using _ = fakeWire(
    answers(() => ({
      items: [
        row("exe_1"),
        row("exe_2", { status: "error", errorType: "timeout", errorMessage: "too slow" }),
      ],
      next: null,
    })),
  );
  const run = aRun();
  const { address } = await inEditor(<RunsPanel run={run} />);
  const rows = within(await screen.findByRole("list", { name: "Recent runs" })).getAllByRole("listitem");
  expect(rows[1]!.textContent).toMatch(/too slow.*flow.*v3/);
  fireEvent.click(within(rows[1]!).getAllByRole("button")[0]!);
  await waitFor(() => expect(run.show).toHaveBeenCalledWith(expect.objectContaining({ id: "exe_2" })));
  expect(address()).toEqual({ panel: "result" });
  fireEvent.click(within(rows[0]!).getByRole("button", { name: "Replay" }));
  expect(address()).toEqual({ execution: "exe_1", panel: "result", tab: "input" });
});

test("a filter asks for its runs, and earlier ones come when asked for", async () => {
  using wire = fakeWire(
    answers(({ filter, cursor }) => {
      if ("status" in filter) return { items: [], next: null };
      return cursor === null
        ? { items: [row("exe_2")], next: "more" }
        : { items: [row("exe_1")], next: null };
    }),
  );
  await inEditor(<RunsPanel run={aRun()} />);
  await screen.findByRole("list", { name: "Recent runs" });
  fireEvent.click(screen.getByRole("button", { name: "Show earlier runs" }));
  await waitFor(() => expect(screen.getAllByRole("button", { name: "Replay" })).toHaveLength(2));
  fireEvent.click(screen.getByRole("radio", { name: "Failed" }));
  expect(await screen.findByText("No runs yet")).toBeTruthy();
  expect(wire.sent("executions.list").at(-1)).toMatchObject({ filter: { status: "error" }, cursor: null });
});

test("runs that cannot be read are asked for again", async () => {
  let away = true;
  using _ = fakeWire(
    answers(() => {
      if (away) throw new Refusal("The database is away.", { fault: "internal" });
      return { items: [row("exe_1")], next: null };
    }),
  );
  await inEditor(<RunsPanel run={aRun()} />);
  expect(await screen.findByText("The database is away.")).toBeTruthy();
  away = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("button", { name: "Replay" })).toBeTruthy();
});

test("a run that cannot be shown says so; earlier ones that do not come leave what is there", async () => {
  using _ = fakeWire(
    answers(
      ({ cursor }) => {
        if (cursor !== null) throw new Refusal("The database is away.", { fault: "internal" });
        return { items: [row("exe_1")], next: "more" };
      },
      {
        "executions.get": () => {
          throw new Refusal("There is no execution exe_1.", { fault: "not_found" });
        },
      },
    ),
  );
  const run = aRun();
  const { address } = await inEditor(<RunsPanel run={run} />);
  const rows = within(await screen.findByRole("list", { name: "Recent runs" })).getAllByRole("listitem");
  fireEvent.click(within(rows[0]!).getAllByRole("button")[0]!);
  expect(await screen.findByText("There is no execution exe_1.")).toBeTruthy();
  expect([run.show.mock.calls.length, address()]).toEqual([0, {}]);
  fireEvent.click(screen.getByRole("button", { name: "Show earlier runs" }));
  expect(await screen.findByText("Earlier runs could not be loaded. Try again.")).toBeTruthy();
  expect(screen.getAllByRole("button", { name: "Replay" })).toHaveLength(1);
  expect(screen.getByRole("button", { name: "Show earlier runs" })).toBeTruthy();
});
