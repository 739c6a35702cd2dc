import { Menu } from "@mantine/core";
import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { show } from "../testing/show.tsx";
import { fakeWire, Refusal } from "../testing/wire.ts";
import { FilterBar } from "./filter-bar.tsx";
import { FilterChoices } from "./filter-choices.tsx";
import { ScriptChoices } from "./script-choices.tsx";

afterEach(cleanup);

type Bar = Parameters<typeof FilterBar>[0];
async function bar(change: Partial<Bar> = {}) {
  const acts = { onText: vi.fn(), onRemove: vi.fn(), onClear: vi.fn() };
  await show(
    <FilterBar
      label="Filter runs"
      text=""
      placeholder="Find in messages"
      chips={[]}
      menu={null}
      {...acts}
      {...change}
    />,
  );
  return { ...acts, input: screen.getByRole<HTMLInputElement>("textbox", { name: "Find in messages" }) };
}

test("what is typed is asked for once the typing pauses, without blanks around it", async () => {
  const { input, onText } = await bar();
  for (const value of ["o", "oo", " oops "]) fireEvent.change(input, { target: { value } });
  expect(onText).not.toHaveBeenCalled();
  await waitFor(() => expect(onText).toHaveBeenCalledExactlyOnceWith("oops"));
});

/** A page whose address changes by itself. */
function Page({ address }: { address: { back: () => void } }) {
  const [text, setText] = useState("first");
  address.back = () => setText("from the address");
  return (
    <FilterBar
      label="Filter runs"
      text={text}
      placeholder="Find in messages"
      chips={[]}
      menu={null}
      onText={setText}
      onRemove={vi.fn()}
      onClear={vi.fn()}
    />
  );
}

test("an address that changed by itself is shown; letters under way are never taken", async () => {
  const address = { back: () => {} };
  await show(<Page address={address} />);
  const input = screen.getByRole<HTMLInputElement>("textbox", { name: "Find in messages" });
  fireEvent.change(input, { target: { value: "typed" } });
  await new Promise((later) => setTimeout(later, 300));
  expect(input.value).toBe("typed");
  act(() => address.back());
  await waitFor(() => expect(input.value).toBe("from the address"));
});

test("/ goes to the search, Esc leaves it", async () => {
  const { input } = await bar();
  fireEvent.keyDown(window, { key: "/" });
  expect(document.activeElement).toBe(input);
  fireEvent.keyDown(input, { key: "Escape" });
  expect(document.activeElement).not.toBe(input);
});

test("a chip goes by itself; all of them at once where there are several", async () => {
  const chips = [
    { key: "status", name: "Status", value: "failed" },
    { key: "script", name: "Script", value: "login/risk" },
  ];
  const { onRemove, onClear } = await bar({ chips });
  fireEvent.click(screen.getByRole("button", { name: "Remove the filter Status failed" }));
  expect(onRemove).toHaveBeenCalledExactlyOnceWith("status");
  fireEvent.click(screen.getByRole("button", { name: "Clear" }));
  expect(onClear).toHaveBeenCalledOnce();
  cleanup();
  await bar({ chips: chips.slice(0, 1) });
  expect(screen.queryByRole("button", { name: "Clear" })).toBeNull();
});

test("a value of the menu is picked by its word", async () => {
  const pick = vi.fn();
  await bar({
    menu: <FilterChoices title="Status" values={["ok", "error"]} word={(v) => `is ${v}`} onPick={pick} />,
  });
  fireEvent.click(screen.getByRole("button", { name: "Add filter" }));
  fireEvent.mouseEnter(await screen.findByRole("menuitem", { name: "Status" }));
  fireEvent.click(await screen.findByRole("menuitem", { name: "is error" }));
  expect(pick).toHaveBeenCalledExactlyOnceWith("error");
});

/** The scripts of a menu that is open. */
async function scripts(answer: (input: { text: string }) => unknown) {
  const wire = fakeWire({ "scripts.search": answer as never });
  const pick = vi.fn();
  await show(
    <Menu opened>
      <Menu.Target>
        <button type="button">Filter</button>
      </Menu.Target>
      <Menu.Dropdown>
        <ScriptChoices onPick={pick} />
      </Menu.Dropdown>
    </Menu>,
  );
  fireEvent.mouseEnter(await screen.findByRole("menuitem", { name: "Script" }));
  return { wire, pick };
}
const script = (name: string) => ({ id: `scr_${name}`, module: "login", name });

test("scripts are offered; where there are more than fit, a field finds the others", async () => {
  const { wire, pick } = await scripts(({ text }) =>
    text === "" ? { items: [script("risk")], more: 1_200 } : { items: [script("terms")], more: 0 },
  );
  using _ = wire;
  await screen.findByRole("menuitem", { name: "login/risk" });
  expect(screen.getByText(/^and 1 200 more$/)).toBeTruthy();
  fireEvent.change(screen.getByRole("textbox", { name: "Find a script" }), { target: { value: "ter" } });
  fireEvent.click(await screen.findByRole("menuitem", { name: "login/terms" }));
  expect(pick).toHaveBeenCalledExactlyOnceWith("login/terms");
});

test("none that matches, and a list that cannot be read, are said", async () => {
  const none = await scripts(() => ({ items: [], more: 0 }));
  expect(await screen.findByText("No script matches.")).toBeTruthy();
  none.wire[Symbol.dispose]();
  cleanup();
  const { wire } = await scripts(() => {
    throw new Refusal("no", { fault: "forbidden" });
  });
  using _ = wire;
  expect(await screen.findByText("The scripts could not be read.")).toBeTruthy();
});
