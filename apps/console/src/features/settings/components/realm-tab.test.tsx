import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, expect, test } from "vitest";
import { ConfirmHost } from "../../../components/confirm.tsx";
import "../../../testing/browser-parts.ts";
import { show } from "../../../testing/show.tsx";
import { fakeWire, Refusal } from "../../../testing/wire.ts";
import { RealmTab } from "./realm-tab.tsx";

// Loading Monaco takes seconds of the one thread there is.
beforeAll(async () => {
  await import("../realm/settings-editor.tsx");
}, 60_000);
afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const acme = {
  id: "rlm_1",
  name: "acme",
  title: "Acme",
  timeZone: "UTC",
  allowedHosts: ["a.example", "b.example", "not a host"],
  settings: { maintenance: false },
  settingsSchema: { type: "object", properties: { maintenance: { type: "boolean" } } },
  changedByName: null,
};
const answers = {
  "session.me": () => ({ id: "usr_1", role: "admin", name: "Ada", email: "ada@example.org" }),
  "realms.list": () => [acme],
  "partners.list": () => [],
};
const open = () =>
  show(
    <>
      <RealmTab />
      <ConfirmHost />
    </>,
  );
/** Monaco's text: what it draws is not laid out here. */
async function settings() {
  const { monaco } = await import("../../../monaco/setup.ts");
  const uri = monaco.Uri.parse("file:///input/settings/acme.json");
  // The model outlives its form: that of an earlier test may be there already.
  await waitFor(() => expect(document.querySelector(".monaco-editor")).toBeTruthy());
  return monaco.editor.getModel(uri)!;
}

async function type(text: string) {
  const model = await settings();
  await act(async () => model.setValue(text));
}

test("what the server refuses of the realm stands at its field, an entry of a list by its number", async () => {
  using _ = fakeWire({
    ...answers,
    "realms.update": () => {
      throw Refusal.of([{ path: "allowedHosts.2", message: "a host name such as example.com" }]);
    },
  });
  await open();
  fireEvent.click(await screen.findByRole("button", { name: "Save realm" }));
  expect(await screen.findByText("Entry 3: a host name such as example.com.")).toBeTruthy();
  // Monaco keeps one for screen readers, which says nothing.
  expect(screen.queryAllByRole("alert").filter(({ textContent }) => textContent)).toEqual([]);
});

test("settings that were typed are there again, say so, and go only after a question", async () => {
  using _ = fakeWire(answers);
  await open();
  await type('{ "maintenance": ');
  expect(await screen.findByText("This is not JSON yet: its end is missing.")).toBeTruthy();
  cleanup();
  await open();
  expect((await settings()).getValue()).toBe('{ "maintenance": ');
  expect(screen.getByText("Not saved yet; kept in this browser.")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Discard…" }));
  fireEvent.click(await screen.findByRole("button", { name: "Discard" }));
  await waitFor(async () => expect(JSON.parse((await settings()).getValue())).toEqual(acme.settings));
});

test("what the server refuses of the settings is marked where it stands", async () => {
  using _ = fakeWire({
    ...answers,
    "realms.update": () => {
      throw Refusal.of([{ path: "settings.maintenance", message: "expected yes or no" }]);
    },
  });
  await open();
  const model = await settings();
  await type('{\n  "maintenance": 7\n}');
  fireEvent.click(screen.getByRole("button", { name: "Save realm" }));
  const { monaco } = await import("../../../monaco/setup.ts");
  await waitFor(() =>
    expect(monaco.editor.getModelMarkers({ resource: model.uri, owner: "scriptyard" })).toMatchObject([
      { startLineNumber: 2, startColumn: 3, message: "expected yes or no" },
    ]),
  );
});

test("Ctrl+S saves on the state that was looked at; what somebody saved meanwhile is told and can be taken", async () => {
  let now: object = acme;
  using wire = fakeWire({
    ...answers,
    "realms.list": () => [now],
    "realms.update": () => {
      now = {
        ...acme,
        title: "Theirs",
        lastChange: { revision: 4, at: 0, by: "usr_2" },
        changedByName: "Bob",
      };
      throw new Refusal("Somebody saved the realm after you opened it.", { fault: "conflict" });
    },
  });
  await open();
  await type('{ "maintenance": true }');
  fireEvent.keyDown(await screen.findByLabelText("Title"), { key: "s", ctrlKey: true });
  expect((await screen.findByText(/Bob saved the realm/)).textContent).toMatch(
    /the rest is yours, and not saved/,
  );
  expect(wire.sent("realms.update")).toMatchObject([{ basedOn: 0, settings: { maintenance: true } }]);
  expect((await settings()).getValue()).toBe('{ "maintenance": true }');
  expect(screen.getByLabelText<HTMLInputElement>("Title").value).toBe("Theirs");
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save realm" }).disabled).toBe(true);
  fireEvent.click(screen.getByRole("button", { name: "Keep mine, to save it over theirs" }));
  fireEvent.click(screen.getByRole("button", { name: "Save realm" }));
  await waitFor(() => expect(wire.sent("realms.update")).toHaveLength(2));
  expect(wire.sent("realms.update")[1]).toMatchObject({ basedOn: 4, title: "Theirs" });
  fireEvent.click(await screen.findByRole("button", { name: "Discard…" }));
  fireEvent.click(await screen.findByRole("button", { name: "Discard" }));
  await waitFor(async () => expect(JSON.parse((await settings()).getValue())).toEqual(acme.settings));
});
