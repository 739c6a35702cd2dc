import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { fakeWire, Refusal } from "../../../testing/wire.ts";
import { closeEditor, inEditor } from "../testing/in-editor.tsx";
import { VersionsRail } from "./versions-rail.tsx";

afterEach(closeEditor);

const version = (number: number, change: object = {}) => ({
  id: `ver_${number}`,
  number,
  createdAt: 0,
  authorName: "Ada",
  note: `Why v${number}`,
  live: false,
  unknownOutcome: "error",
  hook: "onExecute",
  ...change,
});
const answers = (items: object[], change: object = {}) => ({
  "drafts.history": () => ({ items: [], next: null }),
  "versions.list": () => ({ items, next: null }),
  "versions.events": () => [],
  ...change,
});
const timeline = () => screen.findByRole("list", { name: "Versions, newest first" });

test("versions are listed with who, why and which is live; one opens read-only", async () => {
  using _ = fakeWire(answers([version(2, { live: true }), version(1, { authorName: null })]));
  const { address } = await inEditor(<VersionsRail />);
  const rows = within(await timeline()).getAllByRole("listitem");
  expect(rows.map((row) => row.textContent)).toEqual([
    expect.stringMatching(/^v2live.*Ada.*Why v2/),
    expect.stringMatching(/^v1.*Scriptyard.*Why v1/),
  ]);
  fireEvent.click(within(rows[1]!).getByRole("button", { name: "v1" }));
  expect(address()).toEqual({ version: 1 });
});

test("two are compared, older to newer, however they were ticked; a third takes the first one's place", async () => {
  using _ = fakeWire(answers([version(3, { live: true }), version(2), version(1)]));
  const { address } = await inEditor(<VersionsRail />);
  await timeline();
  const compare = screen.getByRole<HTMLButtonElement>("button", { name: "Compare" });
  expect(compare.disabled).toBe(true);
  for (const name of ["Compare v1", "Compare v3", "Compare v2"])
    fireEvent.click(screen.getByRole("checkbox", { name }));
  expect(screen.getByText("v2 and v3")).toBeTruthy();
  fireEvent.click(compare);
  expect(address()).toEqual({ compare: "2...3" });
});

test("what was made live again says when, by whom and why", async () => {
  const event = { kind: "rollback", version: 1, at: 0, authorName: "Artur", note: "v2 refuses everybody" };
  using _ = fakeWire(answers([version(2), version(1, { live: true })], { "versions.events": () => [event] }));
  await inEditor(<VersionsRail />);
  await timeline();
  expect(await screen.findByText(/Made live again/)).toHaveProperty(
    "textContent",
    expect.stringMatching(/by Artur: v2 refuses everybody/),
  );
});

test("a roll-back is asked for by a version that is not live; who may only read cannot", async () => {
  using _ = fakeWire(answers([version(2, { live: true }), version(1)]));
  const { address } = await inEditor(<VersionsRail />);
  await timeline();
  fireEvent.click(screen.getByRole("button", { name: "Actions of v2" }));
  expect((await screen.findByRole("menuitem", { name: "Roll back to v2…" })).hasAttribute("disabled")).toBe(
    true,
  );
  fireEvent.keyDown(document.activeElement ?? document.body, { key: "Escape" });
  fireEvent.click(screen.getByRole("button", { name: "Actions of v1" }));
  fireEvent.click(await screen.findByRole("menuitem", { name: "Roll back to v1…" }));
  expect(address()).toMatchObject({ rollback: 1 });
  closeEditor();
  await inEditor(<VersionsRail />, { readOnlyReason: "Your role is operator." });
  await timeline();
  fireEvent.click(screen.getByRole("button", { name: "Actions of v1" }));
  expect((await screen.findByRole("menuitem", { name: "Roll back to v1…" })).hasAttribute("disabled")).toBe(
    true,
  );
});

test("a version is copied into the draft as an edit of it", async () => {
  using _ = fakeWire(
    answers([version(2, { live: true }), version(1)], {
      "versions.get": ({ number }: { number: number }) => ({ ...version(number), source: "return 'old'" }),
      "drafts.save": () => new Promise(() => {}),
    }),
  );
  const { draft } = await inEditor(<VersionsRail />);
  await timeline();
  fireEvent.click(screen.getByRole("button", { name: "Actions of v1" }));
  fireEvent.click(await screen.findByRole("menuitem", { name: "Copy v1 into draft" }));
  await waitFor(() => expect(draft.session.state().text).toBe("return 'old'"));
  expect(draft.model.getValue()).toBe("return 'old'");
});

test("older versions come when asked for", async () => {
  using wire = fakeWire(
    answers([], {
      "versions.list": ({ cursor }: { cursor: string | null }) =>
        cursor === null ? { items: [version(2)], next: "more" } : { items: [version(1)], next: null },
    }),
  );
  await inEditor(<VersionsRail />);
  await timeline();
  fireEvent.click(screen.getByRole("button", { name: "Show older versions" }));
  expect(await screen.findByText("Why v1")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Show older versions" })).toBeNull();
  expect(wire.sent("versions.list")).toMatchObject([{ cursor: null }, { cursor: "more" }]);
});

test("never published, and a list that cannot be read, are said", async () => {
  using empty = fakeWire(answers([]));
  await inEditor(<VersionsRail />);
  expect(await screen.findByText("Never published")).toBeTruthy();
  empty[Symbol.dispose]();
  closeEditor();
  let refused = true;
  using _ = fakeWire(
    answers([], {
      "versions.list": () => {
        if (refused) throw new Refusal("The database is away.", { fault: "internal" });
        return { items: [version(1, { live: true })], next: null };
      },
    }),
  );
  await inEditor(<VersionsRail />);
  expect(await screen.findByText("The database is away.")).toBeTruthy();
  refused = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Why v1")).toBeTruthy();
});

test("older versions that do not come leave the timeline as it is, and the way on", async () => {
  using _ = fakeWire(
    answers([], {
      "versions.list": ({ cursor }: { cursor: string | null }) => {
        if (cursor !== null) throw new Refusal("The database is away.", { fault: "internal" });
        return { items: [version(2)], next: "more" };
      },
    }),
  );
  await inEditor(<VersionsRail />);
  await timeline();
  fireEvent.click(screen.getByRole("button", { name: "Show older versions" }));
  expect(await screen.findByText("Older versions could not be loaded. Try again.")).toBeTruthy();
  expect(screen.getByText("Why v2")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Show older versions" })).toBeTruthy();
});

test("a version that cannot be read is not copied, and says so", async () => {
  using _ = fakeWire(
    answers([version(2, { live: true }), version(1)], {
      "versions.get": () => {
        throw new Refusal("The database is away.", { fault: "internal" });
      },
    }),
  );
  const { draft } = await inEditor(<VersionsRail />);
  await timeline();
  fireEvent.click(screen.getByRole("button", { name: "Actions of v1" }));
  fireEvent.click(await screen.findByRole("menuitem", { name: "Copy v1 into draft" }));
  expect(await screen.findByText("It was not copied")).toBeTruthy();
  expect(draft.model.getValue()).toBe("return 1");
});
