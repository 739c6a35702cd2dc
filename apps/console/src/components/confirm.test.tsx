import { Modal, Select } from "@mantine/core";
import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { show } from "../testing/show.tsx";
import { ConfirmHost, confirm } from "./confirm.tsx";

afterEach(cleanup);

const button = (name: string) => screen.findByRole("button", { name });

function DialogWithChoices() {
  const [opened, setOpened] = useState(true);
  return (
    <Modal opened={opened} onClose={() => setOpened(false)} title="Form">
      <Select label="Role" data={["author", "admin"]} />
    </Modal>
  );
}

test("Esc in an open list of choices closes the list, and not the dialog around it", async () => {
  await show(<DialogWithChoices />);
  const input = await screen
    .findByRole("combobox", { name: "Role" })
    .catch(() => screen.getByLabelText("Role"));
  fireEvent.click(input);
  await waitFor(() => expect(input.getAttribute("aria-expanded")).toBe("true"));
  fireEvent.keyDown(input, { key: "Escape" });
  await waitFor(() => expect(input.getAttribute("aria-expanded")).toBe("false"));
  expect(screen.getByRole("dialog", { name: "Form" })).toBeTruthy();
});

function DialogWithQuestion() {
  const [opened, setOpened] = useState(true);
  const ask = () => confirm({ title: "Sure?", text: "", action: "Yes", onConfirm: () => {} });
  return (
    <>
      <Modal opened={opened} onClose={() => setOpened(false)} title="Form">
        <button type="button" onClick={ask}>
          Ask
        </button>
      </Modal>
      <ConfirmHost />
    </>
  );
}

test("Esc at a question leaves the form below it open", async () => {
  await show(<DialogWithQuestion />);
  fireEvent.click(await button("Ask"));
  fireEvent.keyDown(await button("Yes"), { key: "Escape" });
  await waitFor(() => expect(screen.queryByRole("dialog", { name: "Sure?" })).toBeNull());
  expect(screen.getByRole("dialog", { name: "Form" })).toBeTruthy();
});

test("a double click does what was asked once, and what it does may ask the next question", async () => {
  const done: string[] = [];
  const second = () =>
    confirm({
      title: "And the second?",
      text: "",
      action: "Second",
      onConfirm: () => void done.push("second"),
    });
  const onConfirm = () => {
    done.push("first");
    second();
  };
  const ask = () => confirm({ title: "First?", text: "", action: "First", onConfirm });
  await show(
    <>
      <button type="button" onClick={ask}>
        Begin
      </button>
      <ConfirmHost />
    </>,
  );
  fireEvent.click(await button("Begin"));
  const first = await button("First");
  // Within one breath: the dialog is still fading for the second click.
  act(() => {
    first.click();
    first.click();
  });
  expect(await screen.findByRole("dialog", { name: "And the second?" })).toBeTruthy();
  expect(done.filter((one) => one === "first")).toEqual(["first"]);
  fireEvent.click(await button("Cancel"));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(done).toEqual(["first"]);
});
