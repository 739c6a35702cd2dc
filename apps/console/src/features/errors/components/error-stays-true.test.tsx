import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useEventStream } from "../../../app/events/use-runner-events.ts";
import { show } from "../../../testing/show.tsx";
import { fakeStream } from "../../../testing/stream.ts";
import { fakeWire } from "../../../testing/wire.ts";
import { aDetail } from "../testing/errors-wire.ts";
import { useTriage } from "../triage/use-triage.tsx";
import { ErrorDrawer } from "./error-drawer.tsx";

afterEach(cleanup);

function Drawer() {
  useEventStream("acme");
  const triage = useTriage();
  return <ErrorDrawer id="erg_1" triage={triage} muting={false} onMuting={vi.fn()} onClose={vi.fn()} />;
}

test("an open group that was resolved is open again, with its new count, when the error comes back", async () => {
  const group = aDetail({ status: "resolved", count: 55 });
  using wire = fakeWire({ "errors.get": () => group, "errors.activity": () => [] });
  using stream = fakeStream();
  await show(<Drawer />);
  const drawer = await screen.findByRole("region", { name: "Error group" });
  await within(drawer).findByText("55 executions");
  await within(drawer).findByText("resolved", { exact: true });
  await waitFor(() => expect(stream.followers).toBe(1));
  // As the server tells it: the run is not recorded yet, so that its group is not known.
  const execution = { id: "exe_1", scriptId: "scr_1", status: "error", errorGroupId: null };
  act(() => stream.tell({ type: "execution", execution }));
  await waitFor(() => expect(wire.sent("errors.get")).toHaveLength(2));
  // Now it is.
  Object.assign(group, { status: "open", count: 58 });
  await within(drawer).findByText("58 executions", undefined, { timeout: 4_000 });
  expect(within(drawer).getByText("open")).toBeTruthy();
});
