import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useEventStream } from "../../../app/events/use-runner-events.ts";
import { show } from "../../../testing/show.tsx";
import { fakeStream } from "../../../testing/stream.ts";
import { fakeWire } from "../../../testing/wire.ts";
import { ErrorDrawer } from "./error-drawer.tsx";

afterEach(cleanup);

function Drawer() {
  useEventStream("acme");
  return <ErrorDrawer id="erg_1" onClose={vi.fn()} />;
}

test("an open group that was resolved is open again, with its new count, when the error comes back", async () => {
  const group = {
    id: "erg_1",
    scriptId: "scr_1",
    module: "shop",
    name: "order",
    type: "execution",
    message: "order N is not known",
    file: null,
    line: null,
    firstVersion: 1,
    lastVersion: 1,
    status: "resolved",
    count: 55,
    firstSeenAt: 1,
    lastSeenAt: 2,
    lastExecution: null,
    source: null,
  };
  using _wire = fakeWire({ "errors.get": () => group });
  using stream = fakeStream();
  await show(<Drawer />);
  const drawer = await screen.findByRole("region", { name: "Error group" });
  await within(drawer).findByText("55 executions");
  await within(drawer).findByText("resolved");
  await waitFor(() => expect(stream.followers).toBe(1));
  Object.assign(group, { status: "open", count: 58 });
  // As the server tells it: the run is not recorded yet, so that its group is not known.
  const execution = { id: "exe_1", scriptId: "scr_1", status: "error", errorGroupId: null };
  act(() => stream.tell({ type: "execution", execution }));
  await within(drawer).findByText("58 executions", undefined, { timeout: 4_000 });
  expect(within(drawer).getByText("open")).toBeTruthy();
});
