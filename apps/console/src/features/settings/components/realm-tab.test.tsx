import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ConfirmHost } from "../../../components/confirm.tsx";
import { show } from "../../../testing/show.tsx";
import { fakeWire, Refusal } from "../../../testing/wire.ts";
import { RealmTab } from "./realm-tab.tsx";

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
const settings = () => screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Settings" });

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
  expect(screen.queryByRole("alert")).toBeNull();
});

test("settings that were typed are there again, say so, and go only after a question", async () => {
  using _ = fakeWire(answers);
  await open();
  fireEvent.change(await settings(), { target: { value: '{ "maintenance": ' } });
  expect(screen.getByText("This is not JSON yet: its end is missing.")).toBeTruthy();
  cleanup();
  await open();
  expect((await settings()).value).toBe('{ "maintenance": ');
  expect(screen.getByText("Not saved yet; kept in this browser.")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Discard…" }));
  fireEvent.click(await screen.findByRole("button", { name: "Discard" }));
  await waitFor(async () => expect(JSON.parse((await settings()).value)).toEqual(acme.settings));
});
