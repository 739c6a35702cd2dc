import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeAll, expect, test } from "vitest";
import "../../../testing/browser-parts.ts";
import { aRealm } from "../../../testing/given.ts";
import { show } from "../../../testing/show.tsx";
import { fakeWire } from "../../../testing/wire.ts";
import { SchemaSection } from "./schema-section.tsx";
import type { Realm } from "./use-realm-texts.ts";

// Loading Monaco takes seconds of the one thread there is.
beforeAll(async () => {
  await import("./settings-editor.tsx");
}, 60_000);
afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

async function opened() {
  fireEvent.click(await screen.findByRole("button", { name: "Change the schema" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Settings schema" }));
  const { monaco } = await import("../../../monaco/setup.ts");
  const model = (field: string) =>
    monaco.editor.getModel(monaco.Uri.parse(`file:///input/settings/acme.${field}.json`))!;
  // With their editors: from then on they are listened to.
  await waitFor(() => expect(document.querySelectorAll(".monaco-editor").length).toBeGreaterThan(1));
  const save = () => dialog.getByRole<HTMLButtonElement>("button", { name: "Save schema and settings" });
  const type = (field: string, text: string) => act(async () => model(field).setValue(text));
  return { dialog, model, save, type };
}

test("a schema is saved with the settings that fit it, and only then; what it makes is shown while it is typed", async () => {
  const issues = [{ path: "settings.plan", message: "is missing" }];
  using wire = fakeWire({
    "session.me": () => ({ id: "usr_1", role: "admin", name: "Ada", email: "ada@example.org" }),
    "realms.previewSettings": ({ settings }: { settings: object }) => ({
      issues: "plan" in settings ? [] : issues,
      type: "type RealmSettings = { readonly plan: string };",
    }),
    "realms.update": () => ({}),
  });
  await show(<SchemaSection realm={{ ...aRealm, lastChange: { revision: 3, at: 1, by: null } }} />);
  const { dialog, model, save, type } = await opened();
  await type("schema", '{ "type": "object" }');
  expect(await dialog.findByText(/is missing/)).toBeTruthy();
  expect(dialog.getByText(/readonly plan: string/)).toBeTruthy();
  // At its place: what is missing is marked where it belongs.
  const { monaco } = await import("../../../monaco/setup.ts");
  const marks = (field: string) => monaco.editor.getModelMarkers({ resource: model(field).uri });
  await waitFor(() => expect(marks("settings").map(({ message }) => message)).toContain("is missing"));
  expect(marks("schema").map(({ message }) => message)).not.toContain("is missing");
  expect(save().disabled).toBe(true);
  await type("settings", "{ nonsense");
  expect(await dialog.findByText(/^The settings: This is/)).toBeTruthy();
  await type("settings", '{ "plan": "pro" }');
  await waitFor(() => expect(save().disabled).toBe(false));
  fireEvent.click(save());
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(wire.sent("realms.update")).toEqual([
    { realm: "acme", basedOn: 3, settingsSchema: { type: "object" }, settings: { plan: "pro" } },
  ]);
  expect(sessionStorage.length).toBe(0);
});

let theySave: (realm: Realm) => void;
/** As its page has it: the list follows what others save. */
function Listed() {
  const [realm, setRealm] = useState<Realm>({ ...aRealm, lastChange: { revision: 3, at: 1, by: null } });
  theySave = setRealm;
  return <SchemaSection realm={realm} />;
}

test("what somebody saved after typing began is told, and is not overwritten unasked", async () => {
  using wire = fakeWire({
    "session.me": () => ({ id: "usr_1", role: "admin", name: "Ada", email: "ada@example.org" }),
    "realms.previewSettings": () => ({ issues: [], type: "type RealmSettings = {};" }),
    "realms.update": () => ({}),
  });
  await show(<Listed />);
  const { dialog, model, save, type } = await opened();
  await type("schema", '{ "type": "object", "title": "Mine" }');
  await waitFor(() => expect(save().disabled).toBe(false));
  const theirs = { type: "object", title: "Theirs" };
  const bobs = { lastChange: { revision: 4, at: 2, by: "usr_2" as never }, changedByName: "Bob" };
  act(() => theySave({ ...aRealm, ...bobs, settingsSchema: theirs }));
  expect(await dialog.findByText(/^Bob saved the realm/)).toBeTruthy();
  expect(save().disabled).toBe(true);
  fireEvent.click(dialog.getByRole("button", { name: "Take theirs" }));
  await waitFor(() => expect(JSON.parse(model("schema").getValue())).toEqual(theirs));
  await type("schema", '{ "type": "object", "title": "Mine" }');
  act(() => theySave({ ...aRealm, lastChange: { revision: 5, at: 3, by: null } }));
  fireEvent.click(await dialog.findByRole("button", { name: "Keep mine, to save it over theirs" }));
  await waitFor(() => expect(save().disabled).toBe(false));
  fireEvent.click(save());
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(wire.sent("realms.update")).toMatchObject([
    { basedOn: 5, settingsSchema: { type: "object", title: "Mine" } },
  ]);
});
