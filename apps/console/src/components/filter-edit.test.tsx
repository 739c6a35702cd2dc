import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { show } from "../testing/show.tsx";
import { FilterBar } from "./filter-bar.tsx";

afterEach(cleanup);

function Bar() {
  const [version, setVersion] = useState("");
  return (
    <FilterBar
      label="Filter runs"
      text=""
      placeholder="Search"
      onText={vi.fn()}
      chips={version ? [{ key: "version", name: "Version", value: `v${version}` }] : []}
      onRemove={() => setVersion("")}
      onClear={vi.fn()}
      fields={[
        {
          key: "version",
          name: "Version",
          placeholder: "e.g. 12",
          text: version,
          take(text) {
            if (!/^\d*$/.test(text)) return "A version is a number.";
            setVersion(text);
            return null;
          },
        },
      ]}
      menu={null}
    />
  );
}

const field = () => screen.findByRole<HTMLInputElement>("textbox", { name: /Version/ });
/** By the keyboard: the menu, and its item. */
async function add(): Promise<HTMLInputElement> {
  fireEvent.keyDown(document.body, { key: "f", code: "KeyF" });
  fireEvent.click(await screen.findByRole("menuitem", { name: "Version…" }));
  const input = await field();
  await waitFor(() => expect(document.activeElement).toBe(input));
  return input;
}

test("a filter is added, changed and removed by keys", async () => {
  await show(<Bar />);
  await screen.findByRole("button", { name: "Add filter" });
  const input = await add();
  fireEvent.change(input, { target: { value: "twelve" } });
  fireEvent.submit(input);
  expect((await screen.findByRole("alert")).textContent).toBe("A version is a number.");
  expect(input.getAttribute("aria-describedby")).toBe(screen.getByRole("alert").id);
  expect(document.activeElement).toBe(input);
  fireEvent.change(input, { target: { value: " 12 " } });
  fireEvent.submit(input);
  const chip = await screen.findByRole("button", { name: "Version v12: change" });
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Add filter" })),
  );
  fireEvent.click(chip);
  expect((await field()).value).toBe("12");
  fireEvent.click(screen.getByRole("button", { name: "Leave it as it was" }));
  fireEvent.click(await screen.findByRole("button", { name: "Remove the filter Version v12" }));
  await waitFor(() => expect(screen.queryByText("v12")).toBeNull());
});

test("Escape leaves the filter as it was, and reaches nothing behind it", async () => {
  await show(<Bar />);
  await screen.findByRole("button", { name: "Add filter" });
  const input = await add();
  const behind = vi.fn((event: KeyboardEvent) => event.defaultPrevented);
  window.addEventListener("keydown", behind);
  act(() => void fireEvent.keyDown(input, { key: "Escape" }));
  window.removeEventListener("keydown", behind);
  expect(behind.mock.results.map(({ value }) => value)).toEqual([true]);
  await waitFor(() => expect(screen.queryByRole("textbox", { name: /Version/ })).toBeNull());
});
