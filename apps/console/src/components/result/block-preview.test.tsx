import type { UiPart } from "@scriptyard/model";
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { decision, block as page } from "../../testing/flow-kinds.ts";
import { show } from "../../testing/show.tsx";
import { BlockBody } from "./block-preview.tsx";
import type { Shown } from "./result-views.ts";

afterEach(cleanup);

const shown = (hook: string, result: unknown) =>
  ({ hook, status: "ok", action: null, errorType: null, effects: [], result }) as unknown as Shown;
const hostile = "<img src=x onerror=alert(1)>";
const parts = [
  { type: "heading", text: hostile },
  { type: "text", text: "Who are you?" },
  { type: "notice", tone: "warning", text: "Once more." },
  { type: "link", text: "Terms", url: "https://acme.example/terms" },
  { type: "qr", value: "otpauth://x", alt: "for your app" },
  {
    type: "choice",
    name: "way",
    label: "How?",
    options: [
      { value: "sms", label: "By text" },
      { value: "app", label: "By app" },
    ],
  },
  { type: "field", kind: "text", name: "user", label: "User", value: "ada", hint: "As on the card." },
  { type: "field", kind: "code", name: "code", label: "Code", required: false, error: "It is not that one." },
  { type: "field", kind: "password", name: "secret", label: "Password" },
  { type: "field", kind: "checkbox", name: "keep", label: "Keep me" },
  {
    type: "field",
    kind: "select",
    name: "land",
    label: "Land",
    options: [{ value: "at", label: "Austria" }],
  },
] as unknown as UiPart[];

test("a block is what the end user would see, every part of it, and nothing of it can be used or sent", async () => {
  const { container } = await show(
    <BlockBody
      kind={decision}
      shown={shown("onExecute", { action: "challenge", block: { title: "Hello", parts, submit: "Go" } })}
    />,
  );
  const block = within(screen.getByRole("region", { name: "What the end user would see" }));
  expect(block.getByText(hostile)).toBeTruthy();
  expect(container.querySelector("img, a, form")).toBeNull();
  for (const words of [
    "Who are you?",
    "Once more.",
    "https://acme.example/terms",
    "otpauth://x",
    "As on the card.",
    "It is not that one.",
  ])
    expect(block.getByText(words), words).toBeTruthy();
  expect(within(block.getByRole("group", { name: "How?" })).getAllByRole("radio")).toHaveLength(2);
  expect(block.getByRole<HTMLInputElement>("textbox", { name: "User" }).value).toBe("ada");
  expect(block.getByRole<HTMLInputElement>("textbox", { name: "Code (optional)" }).type).toBe("text");
  expect(block.getByLabelText<HTMLInputElement>("Password").type).toBe("password");
  expect(block.getByRole("checkbox", { name: "Keep me" })).toBeTruthy();
  expect(block.getByRole("option", { name: "Austria" })).toBeTruthy();
  const controls = [...container.querySelectorAll<HTMLInputElement>("input, select, button")];
  expect(controls.filter((control) => !control.disabled)).toEqual([]);
  fireEvent.click(block.getByRole("button", { name: "Go" }));
});

test("a block that a render hook returned is whole itself; what is none shows nothing", async () => {
  await show(
    <BlockBody kind={page} shown={shown("render", { parts: [{ type: "text", text: "Welcome" }] })} />,
  );
  expect(screen.getByText("Welcome")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Continue" })).toBeTruthy();
  for (const result of [null, 7, "block", { parts: [{ type: "script", text: "x" }] }, []]) {
    cleanup();
    await show(<BlockBody kind={page} shown={shown("render", result)} />);
    expect(screen.queryByRole("region"), JSON.stringify(result)).toBeNull();
  }
});
