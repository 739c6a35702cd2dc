import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { type Answers, fakeWire, Refusal } from "../../../testing/wire.ts";
import { aDetail, closeEditor, inEditor } from "../testing/in-editor.tsx";
import { RetireDialog } from "./retire-dialog.tsx";

afterEach(() => {
  closeEditor();
  sessionStorage.clear();
});

const none = { present: false, valid: null, keeps: null };
const node = { kind: "node", flow: "login", node: "risk", title: "Risk", outcome: null };
const answers = (over: Answers = {}): Answers => ({
  "references.usedBy": () => ({ uses: [node], more: 0 }),
  "registry.script": () => ({ layers: [{ layer: "default", ...none }], folder: null }),
  "versions.retire": () => ({ event: { kind: "retire" } }),
  ...over,
});
const open = (search: { retire?: number } = { retire: 3 }, readOnlyReason?: string) =>
  inEditor(<RetireDialog />, {
    detail: aDetail({ item: { liveVersion: 3 } }),
    search,
    ...(readOnlyReason !== undefined && { readOnlyReason }),
  });
const button = () => screen.findByRole("button", { name: /^Retire v3/ });
const because = async (note: string) =>
  fireEvent.change(await screen.findByLabelText(/^Reason/), { target: { value: note } });

test("who is hit by it is named, and has to be accepted; the reason is needed", async () => {
  using wire = fakeWire(answers());
  const { detail, address } = await open();
  expect(await screen.findByText("node Risk of login")).toBeTruthy();
  expect(await screen.findByText(/^v3 is taken away at once. No version is live then./)).toBeTruthy();
  fireEvent.click(await button());
  expect(await screen.findByText("Say why: the reason stays with the script.")).toBeTruthy();
  expect(screen.getByText("Others use it. Tick this to retire it all the same.")).toBeTruthy();
  await because(" the partner is gone ");
  fireEvent.click(screen.getByRole("checkbox", { name: /^Retire it although others use it/ }));
  fireEvent.click(await button());
  await waitFor(() => expect(address()).toEqual({}));
  expect(wire.sent("versions.retire")).toEqual([
    { scriptId: detail.item.id, live: 3, note: "the partner is gone", anyway: true },
  ]);
});

test("where a default stands in nobody is hit, and nothing has to be accepted", async () => {
  using wire = fakeWire(
    answers({
      "registry.script": () => ({
        layers: [{ layer: "default", present: true, valid: true, keeps: null }],
        folder: null,
      }),
    }),
  );
  await open();
  expect(await screen.findByText(/The default that the host ships runs in its place/)).toBeTruthy();
  expect(screen.queryByRole("checkbox")).toBeNull();
  await because("back to what is shipped");
  fireEvent.keyDown(screen.getByLabelText(/^Reason/), { key: "Enter", ctrlKey: true });
  await waitFor(() => expect(wire.sent("versions.retire")).toMatchObject([{ anyway: false }]));
});

test("a refusal stands in the dialog, and the reason stays", async () => {
  using _ = fakeWire(
    answers({
      "references.usedBy": () => ({ uses: [], more: 0 }),
      "versions.retire": () => {
        throw new Refusal('v4 of "login/risk" is live now.', { fault: "conflict" });
      },
    }),
  );
  await open();
  await because("gone");
  fireEvent.click(await button());
  expect(await screen.findByText('v4 of "login/risk" is live now.')).toBeTruthy();
  expect(screen.getByLabelText<HTMLTextAreaElement>(/^Reason/).value).toBe("gone");
});

test("what could not be looked at is refused by the server, and can be accepted then", async () => {
  let tries = 0;
  using wire = fakeWire(
    answers({
      "references.usedBy": () => {
        throw new Refusal("Busy.", { fault: "busy" });
      },
      "versions.retire": () => {
        tries += 1;
        if (tries === 1)
          throw new Refusal("login/risk is used by the node Risk.", {
            fault: "conflict",
            details: { uses: [node], more: 0 },
          });
        return { event: { kind: "retire" } };
      },
    }),
  );
  await open();
  await because("gone");
  fireEvent.click(await button());
  expect(await screen.findByText("login/risk is used by the node Risk.")).toBeTruthy();
  fireEvent.click(await screen.findByRole("checkbox", { name: /^Retire it although/ }));
  fireEvent.click(await button());
  await waitFor(() =>
    expect(wire.sent("versions.retire")).toMatchObject([{ anyway: false }, { anyway: true }]),
  );
});

test("nobody is asked who may not, nor for what is live no more", async () => {
  using _ = fakeWire(answers());
  for (const asked of [
    () => open({ retire: 3 }, "Your role is operator."),
    () => open({ retire: 2 }),
    () => open({}),
  ]) {
    await asked();
    expect(screen.queryByRole("dialog")).toBeNull();
    closeEditor();
  }
});
