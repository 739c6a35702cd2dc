import { notifications } from "@mantine/notifications";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Offered, offered } from "../../../testing/offered.tsx";
import { show } from "../../../testing/show.tsx";
import { fakeWire, Refusal } from "../../../testing/wire.ts";
import { ExportMenu } from "./export-menu.tsx";

/** Files that were handed to the browser: name and text. */
let files: { name: string; text: Promise<string> }[] = [];
beforeEach(() => {
  files = [];
  const made = new Map<string, Blob>();
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    const url = `blob:${made.size}`;
    made.set(url, blob as Blob);
    return url;
  });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function click(this: HTMLAnchorElement) {
    files.push({ name: this.download, text: made.get(this.href)!.text() });
  });
});
afterEach(() => {
  cleanup();
  notifications.clean();
  vi.restoreAllMocks();
});

const filter = { status: "error" as const, fromMs: 5 };

async function begin(format: RegExp): Promise<void> {
  fireEvent.click(await screen.findByRole("button", { name: "Export" }));
  fireEvent.click(await screen.findByRole("menuitem", { name: format }));
}

test("the pages of the filtered list become one file, and how far it got is said meanwhile", async () => {
  let release = () => {};
  using wire = fakeWire({
    "executions.export": async ({ cursor }: { cursor: string | null }) => {
      if (cursor === null) return { text: "head\r\none\r\n", rows: 1, next: "2" };
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return { text: "two\r\n", rows: 1, next: null };
    },
  });
  await show(<ExportMenu realm="acme" filter={filter} total={2} />);
  await begin(/CSV/);
  expect(await screen.findByText("1 of 2")).toBeTruthy();
  expect(screen.getByRole("progressbar", { name: "Export" })).toBeTruthy();
  release();
  await screen.findByText(/2 executions written to executions-acme-/);
  expect(files.map(({ name }) => name)).toEqual([expect.stringMatching(/^executions-acme-[\dT-]+\.csv$/)]);
  expect(await files[0]!.text).toBe("head\r\none\r\ntwo\r\n");
  expect(wire.sent("executions.export")).toEqual([
    { realm: "acme", filter, format: "csv", cursor: null },
    { realm: "acme", filter, format: "csv", cursor: "2" },
  ]);
  expect(await screen.findByRole("button", { name: "Export" })).toBeTruthy();
});

test("a cancelled export asks no further and saves nothing; so does one whose page is left", async () => {
  const waiting: (() => void)[] = [];
  using wire = fakeWire({
    "executions.export": async () => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return { text: "{}\n", rows: 1, next: "more" };
    },
  });
  const { unmount } = await show(<ExportMenu realm="acme" filter={filter} total={9} />);
  await begin(/JSON/);
  fireEvent.click(await screen.findByRole("button", { name: "Cancel export" }));
  await begin(/JSON/);
  await waitFor(() => expect(waiting).toHaveLength(2));
  unmount();
  for (const answer of waiting) answer();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(wire.sent("executions.export")).toHaveLength(2);
  expect(files).toEqual([]);
});

test("a refusal is said in words, and another try is possible", async () => {
  using _wire = fakeWire({
    "executions.export": () => {
      throw new Refusal("Your role may not read executions.", { fault: "forbidden" });
    },
  });
  await show(<ExportMenu realm="acme" filter={filter} total={9} />);
  await begin(/CSV/);
  expect(await screen.findByText("Nothing was exported. Your role may not read executions.")).toBeTruthy();
  expect(await screen.findByRole("button", { name: "Export" })).toBeTruthy();
  expect(files).toEqual([]);
});

test("the palette begins an export, and stops it", async () => {
  using wire = fakeWire({ "executions.export": () => new Promise(() => {}) });
  await show(
    <>
      <ExportMenu realm="acme" filter={filter} total={2} />
      <Offered />
    </>,
  );
  fireEvent.click(await offered("Executions: Export as JSON lines"));
  await screen.findByRole("progressbar", { name: "Export" });
  expect(wire.sent("executions.export")).toEqual([{ realm: "acme", filter, format: "jsonl", cursor: null }]);
  fireEvent.click(await offered("Executions: Cancel export"));
  expect(await screen.findByRole("button", { name: "Export" })).toBeTruthy();
});
