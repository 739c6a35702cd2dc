import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { queryClient } from "../../../app/trpc.ts";
import { aFailedExecution } from "../../../testing/execution.ts";
import { show } from "../../../testing/show.tsx";
import { fakeWire } from "../../../testing/wire.ts";
import { aDetail } from "../testing/errors-wire.ts";
import type { Group } from "../use-group.ts";
import { ErrorDrawer } from "./error-drawer.tsx";

afterEach(cleanup);

const nothing = () => {};
/** The drawer of the group as the server has it now. */
async function opened() {
  cleanup();
  queryClient.clear();
  await show(
    <ErrorDrawer
      id="erg_1"
      triage={{ act: nothing, undo: nothing, pending: false }}
      muting={false}
      onMuting={nothing}
      onClose={nothing}
    />,
  );
  return within(await screen.findByRole("region", { name: "Error group" }));
}
const wireOf = (group: () => Group) =>
  fakeWire({
    "session.me": () => ({ id: "usr_1", role: "author", name: "Ada", email: "ada@acme.example" }),
    "errors.get": group,
    "errors.activity": () => [],
  });
const fact = async (of: Awaited<ReturnType<typeof opened>>, name: string) =>
  (await of.findByText(name)).nextElementSibling as HTMLElement;

test("what is known of a group leads on: to the line of that version, to its runs, to what it began with", async () => {
  let group = aDetail({ count: 12_345, firstVersion: 2 });
  using _ = wireOf(() => group);
  const drawer = await opened();
  const script = await fact(drawer, "Script");
  expect(script.textContent).toBe("login/risk-check v2–v3");
  expect(within(script).getByRole("link").getAttribute("href")).toBe(
    "/r/acme/scripts/login/risk-check?version=3&line=4",
  );
  const count = within(await fact(drawer, "Count")).getByRole("link", { name: "12\u2009345 executions" });
  expect(count.getAttribute("href")).toBe("/r/acme/executions?group=erg_1&range=30d");
  const began = await fact(drawer, "Began with");
  expect(within(began).getByRole("link", { name: "v3" }).getAttribute("href")).toBe(
    "/r/acme/scripts/login/risk-check?version=3&tab=versions",
  );
  // A line of a library is none of the script.
  group = aDetail({ file: "shared/dates", count: 1 });
  const other = await opened();
  expect(
    within(await fact(other, "Script"))
      .getByRole("link")
      .getAttribute("href"),
  ).toBe("/r/acme/scripts/login/risk-check?version=3");
  expect((await fact(other, "Count")).textContent).toBe("1 execution");
});

test("a group of a file leads to the draft, names no version, and offers no way back", async () => {
  const group = aDetail({ firstVersion: null, lastVersion: null, began: { kind: "file" }, wayBack: null });
  using _ = wireOf(() => group);
  const drawer = await opened();
  expect((await fact(drawer, "Script")).textContent?.trim()).toBe("login/risk-check");
  expect((await fact(drawer, "Began with")).textContent).toBe("A file, without a version");
  expect(drawer.queryByText(/Roll back/)).toBeNull();
});

test("a version that only failed first is not blamed, and a hostile note is a text", async () => {
  const note = `<b>x</b> ${"long".repeat(500)}`;
  const group = aDetail({
    began: { kind: "version", version: 3, authorName: null, note, at: 900, earlier: 2 },
    liveVersion: 5,
  });
  using _ = wireOf(() => group);
  const began = await fact(await opened(), "Began with");
  expect(began.textContent).toContain("v3 by Scriptyard");
  expect(began.textContent).toContain(`“${note}”`);
  expect(began.querySelector("b")).toBeNull();
  expect(began.textContent).toContain("It only failed first with this version: v2 has it too.");
  expect(began.textContent).toContain("It began before v5, which is live.");
});

test("the last failure is shown with its line and can be replayed; one that was deleted says so", async () => {
  const last = aFailedExecution("Cannot read score of null", 2, {
    id: "exe_7",
    name: "risk-check",
    error: {
      type: "execution",
      name: "TypeError",
      message: "Cannot read score of null",
      stack: [{ file: "login/risk-check", line: 2, column: 9 }],
    },
  });
  const { source: _source, ...lastExecution } = last;
  let group = aDetail({ lastExecution, source: "const a = null;\nreturn a.score;\n" } as never);
  using _ = wireOf(() => group);
  const drawer = await opened();
  expect(await drawer.findByText("TypeError: Cannot read score of null")).toBeTruthy();
  expect(drawer.getByLabelText("login/risk-check around line 2").textContent).toContain("return a.score;");
  expect(drawer.getByRole("link", { name: "login/risk-check:2:9" }).getAttribute("href")).toBe(
    "/r/acme/scripts/login/risk-check?line=2&version=3",
  );
  expect(drawer.getByRole("link", { name: "Replay" }).getAttribute("href")).toBe(
    "/r/acme/scripts/login/risk-check?execution=exe_7",
  );
  group = aDetail({ lastExecution: null });
  const gone = await opened();
  expect(
    await gone.findByText(/deleted after the retention time, so there is no input to replay/),
  ).toBeTruthy();
  expect(gone.queryByRole("link", { name: "Replay" })).toBeNull();
});
