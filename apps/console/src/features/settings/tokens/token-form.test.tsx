import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { show } from "../../../testing/show.tsx";
import { fakeWire, Refusal } from "../../../testing/wire.ts";
import { TokenForm } from "./token-form.tsx";

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const name = (value: string) =>
  fireEvent.change(screen.getByRole("textbox", { name: "Name" }), { target: { value } });
const create = () => fireEvent.click(screen.getByRole("button", { name: "Create token" }));

test("a token for one realm has the scopes that were ticked, an end, and is shown once", async () => {
  using wire = fakeWire({ "tokens.create": () => ({ token: "sy_secret" }), "tokens.list": () => [] });
  const close = vi.fn();
  await show(<TokenForm onMade={vi.fn()} onClose={close} />);
  name(" gateway ");
  fireEvent.click(screen.getByRole("checkbox", { name: /^flows:/ }));
  create();
  expect((await screen.findByLabelText("API token")).textContent).toBe("sy_secret");
  expect(wire.sent("tokens.create")).toEqual([
    { name: "gateway", scopes: ["flows"], realm: "acme", expiresInDays: 90 },
  ]);
  fireEvent.click(screen.getByRole("button", { name: "Done" }));
  expect(close).toHaveBeenCalledOnce();
});

test("a token that may nothing and is called nothing is refused at both places, and not sent", async () => {
  using wire = fakeWire({});
  await show(<TokenForm onMade={vi.fn()} onClose={vi.fn()} />);
  create();
  expect(screen.getByText("Say what will use it.")).toBeTruthy();
  expect(screen.getByText(/Choose what it is for, or let it act in your name/)).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Name" }));
  expect(wire.calls).toEqual([]);
});

test("a token that acts in one's name belongs to no realm", async () => {
  using wire = fakeWire({ "tokens.create": () => ({ token: "sy_secret" }), "tokens.list": () => [] });
  await show(<TokenForm onMade={vi.fn()} onClose={vi.fn()} />);
  name("cli");
  const role = screen.getByRole("combobox", { name: "For the command line, also" });
  expect(screen.getByRole("combobox", { name: "Realm" })).toBeTruthy();
  fireEvent.click(role);
  fireEvent.click(await screen.findByRole("option", { name: /^Act as author/ }));
  expect(screen.queryByRole("combobox", { name: "Realm" })).toBeNull();
  create();
  await waitFor(() =>
    expect(wire.sent("tokens.create")).toEqual([
      { name: "cli", scopes: [], role: "author", expiresInDays: 90 },
    ]),
  );
});

test("a token without an end is sent as one, and what that means is said before", async () => {
  using wire = fakeWire({ "tokens.create": () => ({ token: "sy_secret" }), "tokens.list": () => [] });
  await show(<TokenForm onMade={vi.fn()} onClose={vi.fn()} />);
  name("forever");
  fireEvent.click(screen.getByRole("checkbox", { name: /^execute:/ }));
  fireEvent.click(screen.getByRole("combobox", { name: "Expires" }));
  fireEvent.click(await screen.findByRole("option", { name: "Never" }));
  expect(screen.getByText(/is found long after everybody forgot it/)).toBeTruthy();
  create();
  await waitFor(() => expect(wire.sent("tokens.create")).toMatchObject([{ expiresInDays: null }]));
});

test("what was typed survives a closed dialog and a refusal, until it is saved", async () => {
  using _ = fakeWire({
    "tokens.create": () => {
      throw new Refusal("There are 500 tokens already.", { fault: "quota_reached" });
    },
  });
  await show(<TokenForm onMade={vi.fn()} onClose={vi.fn()} />);
  name("gateway");
  fireEvent.click(screen.getByRole("checkbox", { name: /^flows:/ }));
  create();
  expect(await screen.findByText("There are 500 tokens already.")).toBeTruthy();
  cleanup();
  await show(<TokenForm onMade={vi.fn()} onClose={vi.fn()} />);
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Name" }).value).toBe("gateway");
  expect(screen.getByRole<HTMLInputElement>("checkbox", { name: /^flows:/ }).checked).toBe(true);
});
