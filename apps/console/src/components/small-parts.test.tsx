import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { History } from "lucide-react";
import { afterEach, expect, test, vi } from "vitest";
import { fakeClipboard } from "../testing/clipboard.ts";
import { show } from "../testing/show.tsx";
import { Refusal } from "../testing/wire.ts";
import { CopyId, shortId } from "./copy-id.tsx";
import { EmptyState } from "./empty-state.tsx";
import { ErrorState } from "./error-state.tsx";
import { JsonView } from "./json-view.tsx";
import { KeyHint, keyText } from "./key-hint.tsx";
import { Meter } from "./meter.tsx";
import { OutcomeWord, outcomeLook } from "./outcome-word.tsx";
import { Prose } from "./prose.tsx";
import { RelativeTime } from "./relative-time.tsx";
import { Secret } from "./secret.tsx";
import { Sparkline } from "./sparkline.tsx";
import { ScriptStatusPill } from "./status-pill.tsx";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const plain = (text: string | null | undefined) => text?.replaceAll("\u2009", " ");

test("an id is copied whole, also where only its end is shown, and a row around it hears no click", async () => {
  const copied = fakeClipboard();
  const row = vi.fn();
  await show(
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: stands for a row that opens
    <div onClick={row}>
      <CopyId id="exe_01jd3x8k2m9q4r7t0v5w6y8z1a" short />
    </div>,
  );
  const button = screen.getByRole("button", { name: "Copy exe_01jd3x8k2m9q4r7t0v5w6y8z1a" });
  expect(button.textContent).toBe("exe_…5w6y8z1a");
  fireEvent.click(button);
  await within(button).findByText("Copied");
  expect(copied).toEqual(["exe_01jd3x8k2m9q4r7t0v5w6y8z1a"]);
  expect(row).not.toHaveBeenCalled();
  expect(["exe_1", "3f9a2c1b77aa11bb22cc"].map(shortId)).toEqual(["exe_1", "3f9a2c1b77aa11bb22cc"]);
});

test("a secret is whole, and says when it was copied", async () => {
  const copied = fakeClipboard();
  await show(<Secret value="sy_secret" label="API token" />);
  expect(screen.getByLabelText("API token").textContent).toBe("sy_secret");
  fireEvent.click(screen.getByRole("button", { name: "Copy" }));
  expect(await screen.findByRole("button", { name: "Copied" })).toBeTruthy();
  expect(copied).toEqual(["sy_secret"]);
});

test("a failure says what, its request, and offers another try where there is one", async () => {
  const again = vi.fn();
  await show(<ErrorState error={new Refusal("The database is away.")} onRetry={again} />);
  expect(screen.getByRole("alert").textContent).toContain("The database is away.");
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(again).toHaveBeenCalledOnce();
  cleanup();
  await show(<ErrorState error={new Error("")} title="The comparison could not be loaded" />);
  expect(screen.getByRole("alert").textContent).toMatch(/^The comparison could not be loaded/);
  expect(screen.queryByRole("button")).toBeNull();
});

test("an empty place is the page's title only where the page has no other", async () => {
  await show(
    <EmptyState icon={History} title="Never published">
      Each publish makes a version.
    </EmptyState>,
  );
  expect(screen.queryByRole("heading")).toBeNull();
  cleanup();
  await show(
    <EmptyState icon={History} title="There is no such page" wholePage>
      The address may be mistyped.
    </EmptyState>,
  );
  expect(screen.getByRole("heading", { level: 1, name: "There is no such page" })).toBeTruthy();
});

test("JSON folds below its depth, counts what is folded, and is text whatever it holds", async () => {
  await show(
    <JsonView
      label="Result"
      depth={1}
      value={{
        list: [1, [2]],
        none: {},
        html: "<img src=x onerror=alert(1)>",
        nothing: null,
        one: { a: true },
      }}
    />,
  );
  const json = screen.getByRole("region", { name: "Result" });
  const folds = [...json.querySelectorAll("details")];
  expect(folds.map(({ open }) => open)).toEqual([true, false, false, false]);
  expect(folds.map((fold) => fold.querySelector("summary")?.textContent)).toEqual([
    "{ 5 fields }",
    '"list": [ 2 items ],',
    "[ 1 item ]",
    '"one": { 1 field }',
  ]);
  expect(json.querySelector("img")).toBeNull();
  expect(json.textContent).toContain('"<img src=x onerror=alert(1)>"');
  expect(json.textContent).toContain('"none": {},');
});

test("keys as each system has them", async () => {
  const publish = { keys: "mod+shift+p" };
  expect(keyText(publish, false)).toBe("Ctrl+Shift+P");
  expect(keyText(publish, true)).toBe("⌘⇧P");
  expect(keyText({ keys: "g e" }, false)).toBe("G E");
  expect(keyText({ keys: "delete", mac: "backspace" }, false)).toBe("Delete");
  expect(keyText({ keys: "delete", mac: "backspace" }, true)).toBe("⌫");
  expect(keyText({ keys: "ctrl+m", mac: "ctrl+shift+m" }, true)).toBe("⌃⇧M");
  const { container } = await show(<KeyHint of={{ keys: "g e" }} />);
  expect([...container.querySelectorAll("kbd")].map((key) => key.textContent)).toEqual(["G", "E"]);
});

test("a meter tells how near the limit is, by more than its colour; without a limit it has no end", async () => {
  const format = (value: number) => `${value} ms`;
  const toneOf = async (value: number, limit: number | null) => {
    const { container } = await show(<Meter name="Time" value={value} limit={limit} format={format} />);
    const bar = container.querySelector("[data-tone]");
    const words = screen.getByTitle(/ms/).getAttribute("title");
    cleanup();
    return [bar?.getAttribute("data-tone"), words];
  };
  expect(await toneOf(10, 100)).toEqual(["ok", "10 ms of 100 ms"]);
  expect(await toneOf(80, 100)).toEqual(["warn", "80 ms of 100 ms"]);
  expect(await toneOf(100, 100)).toEqual(["error", "100 ms of 100 ms"]);
  expect(await toneOf(10, null)).toEqual(["ok", "10 ms"]);
});

test("what was decided has a word and an icon of its own; a failure is its kind, a word of the product's stays", async () => {
  const words = ["continue", "challenge", "redirect", "reject", "done", null, "transferred"].map(
    (action) => outcomeLook("ok", action, null).word,
  );
  expect(words).toEqual(["continue", "challenge", "redirect", "reject", "done", "ok", "transferred"]);
  const { container } = await show(<OutcomeWord status="error" action="continue" errorType="timeout" />);
  expect(container.querySelector("[data-tone=error] svg")).toBeTruthy();
  expect(container.textContent).not.toContain("continue");
});

test("backticks are code, and only in pairs of places", async () => {
  const { container } = await show(<Prose text="Set `flow` to `x`." />);
  expect([...container.querySelectorAll("code")].map((one) => one.textContent)).toEqual(["flow", "x"]);
  expect(container.textContent).toContain("Set flow to x.");
});

test("a time goes on by itself, and has the exact one for machines", async () => {
  vi.useFakeTimers({ now: 1_000_000, toFake: ["Date", "setInterval", "clearInterval"] });
  await show(<RelativeTime at={990_000} />);
  const time = screen.getByText("10 s ago", { normalizer: (text) => plain(text) ?? "" });
  expect(time.getAttribute("datetime")).toBe("1970-01-01T00:16:30.000Z");
  vi.setSystemTime(1_050_000);
  await vi.advanceTimersByTimeAsync(5_000);
  await waitFor(() => expect(plain(time.textContent)).toBe("1 min ago"));
});

test("bars say in words what they show; failures are a part of their bar, and an hour without runs has none", async () => {
  const values = [
    { ok: 9, error: 1 },
    { ok: 0, error: 0 },
    { ok: 0, error: 4 },
  ];
  await show(<Sparkline values={values} label="14 executions, 5 failed" height={21} />);
  const groups = [...screen.getByRole("img", { name: "14 executions, 5 failed" }).querySelectorAll("g")];
  const heights = groups.map((group) =>
    [...group.querySelectorAll("rect")].map((bar) => Number(bar.getAttribute("height"))),
  );
  // The first is as high as there is room, one tenth of it failed; the second failed whole, at two fifths of the room.
  expect(heights).toEqual([[18, 2], [8]]);
});

test.each([
  [null, null, null, "No script"],
  [null, null, "default", "Live default"],
  ["never-published", null, null, "Never published"],
  ["never-published", null, "file", "Live file"],
  ["live", 3, "version", "Live v3"],
  ["live-with-changes", 3, "version", "Live v3 · draft differs"],
] as const)(
  "a node whose script is %s (v%s, %s) reads %4$s",
  async (status, liveVersion, liveLayer, words) => {
    const { container } = await show(<ScriptStatusPill of={{ status, liveVersion, liveLayer }} />);
    expect(container.textContent?.endsWith(words)).toBe(true);
  },
);
