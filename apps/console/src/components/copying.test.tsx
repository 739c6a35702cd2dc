import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { fakeClipboard } from "../testing/clipboard.ts";
import { show } from "../testing/show.tsx";
import { CallCommand } from "./call/call-command.tsx";
import { CopyId } from "./copy-id.tsx";
import { JsonFold } from "./result/json-fold.tsx";
import { Secret } from "./secret.tsx";

afterEach(cleanup);

const notCopied = /^Not copied: the browser does not allow it/;

test("what a browser does not copy is said, where it cannot be had a second time most of all", async () => {
  fakeClipboard({ refused: true });
  await show(<Secret value="sy_once" label="API token" />);
  fireEvent.click(screen.getByRole("button", { name: "Copy" }));
  expect((await screen.findByRole("alert")).textContent).toMatch(notCopied);
  expect(screen.queryByText("Copied")).toBeNull();
  expect(screen.getByLabelText("API token").textContent).toBe("sy_once");
  // Allowed the next time, the message goes.
  const copied = fakeClipboard();
  fireEvent.click(screen.getByRole("button", { name: "Copy" }));
  expect(await screen.findByRole("button", { name: "Copied" })).toBeTruthy();
  expect([copied, screen.queryByRole("alert")]).toEqual([["sy_once"], null]);
});

test("so do commands, JSON and ids", async () => {
  fakeClipboard({ refused: true });
  const request = {
    method: "GET",
    url: "http://console.test/x",
    headers: {},
    body: null,
    auth: "none",
  } as const;
  await show(
    <>
      <CallCommand request={request} />
      <JsonFold label="Result" value={{ a: 1 }} />
      <CopyId id="exe_1" />
    </>,
  );
  for (const button of screen.getAllByRole("button", { name: "Copy", hidden: true })) fireEvent.click(button);
  expect(await screen.findAllByText(notCopied)).toHaveLength(2);
  const id = screen.getByRole("button", { name: "Copy exe_1" });
  fireEvent.click(id);
  expect(await within(id).findByText("Not copied")).toBeTruthy();
});

test("JSON is copied as it reads, whole", async () => {
  const copied = fakeClipboard();
  await show(<JsonFold label="Result" value={{ a: [1, null], "__proto__ ": "<b>" }} />);
  fireEvent.click(screen.getByRole("button", { name: "Copy", hidden: true }));
  expect(await screen.findByText("Copied")).toBeTruthy();
  expect(copied).toEqual(['{\n  "a": [\n    1,\n    null\n  ],\n  "__proto__ ": "<b>"\n}']);
});
