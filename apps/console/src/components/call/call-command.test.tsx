import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { CallCommand } from "./call-command.tsx";
import type { CallRequest } from "./commands.ts";

afterEach(cleanup);

const request: CallRequest = {
  method: "POST",
  url: "http://console.test/hooks/acme/orders",
  headers: {},
  body: null,
  auth: "token",
};

function open(more: Partial<CallRequest> = {}) {
  const copied: string[] = [];
  const clipboard = { writeText: async (text: string) => void copied.push(text) };
  vi.stubGlobal("navigator", Object.create(navigator, { clipboard: { value: clipboard } }));
  render(
    <MantineProvider env="test">
      <CallCommand request={{ ...request, ...more }} />
    </MantineProvider>,
  );
  return copied;
}
const command = () => screen.getByLabelText("Command").textContent;

test("a token that is filled in is copied, and neither shown nor kept", async () => {
  const copied = open();
  expect(command()).toContain("$SCRIPTYARD_TOKEN");
  fireEvent.change(screen.getByLabelText("With token"), { target: { value: " sy_secret " } });
  expect(command()).not.toContain("sy_secret");
  fireEvent.click(screen.getByRole("button", { name: "Copy with token" }));
  expect(await screen.findByRole("button", { name: "Copied" })).toBeTruthy();
  expect(copied[0]).toContain("Bearer sy_secret");
  for (const storage of [localStorage, sessionStorage])
    expect(
      Object.keys(storage)
        .map((key) => storage.getItem(key))
        .join(),
    ).not.toContain("sy_secret");
  expect(location.href).not.toContain("sy_secret");
  vi.unstubAllGlobals();
});

test("an endpoint for anybody asks for nothing, and can be written in JavaScript", () => {
  open({ auth: "none" });
  expect(screen.queryByLabelText("With token")).toBeNull();
  fireEvent.click(screen.getByRole("radio", { name: "JavaScript" }));
  expect(command()).toContain("await fetch(");
  vi.unstubAllGlobals();
});
