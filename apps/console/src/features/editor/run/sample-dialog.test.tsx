import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { show } from "../../../testing/show.tsx";
import { SampleDialog } from "./sample-dialog.tsx";

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

test("a broken input is said in the dialog before it is saved, and nothing is saved meanwhile", async () => {
  const save = vi.fn();
  const broken = "The input “context” is not JSON from line 2, column 3 on.";
  await show(
    <SampleDialog
      keptAs="scr_1/sample"
      opened
      taken={["old"]}
      busy={false}
      error={null}
      broken={broken}
      onClose={vi.fn()}
      onSave={save}
    />,
  );
  expect((await screen.findByRole("alert")).textContent).toBe(
    `${broken} Close this dialog to mend it: the input stays as it is.`,
  );
  const name = screen.getByRole("textbox", { name: "Name" });
  fireEvent.change(name, { target: { value: "new" } });
  fireEvent.click(screen.getByRole("button", { name: "Save sample" }));
  expect(save).not.toHaveBeenCalled();
});

test("a name that is taken stands at the name", async () => {
  const save = vi.fn();
  await show(
    <SampleDialog
      keptAs="scr_1/sample"
      opened
      taken={["old"]}
      busy={false}
      error={null}
      broken={null}
      onClose={vi.fn()}
      onSave={save}
    />,
  );
  const name = await screen.findByRole("textbox", { name: "Name" });
  fireEvent.change(name, { target: { value: "old" } });
  fireEvent.click(screen.getByRole("button", { name: "Save sample" }));
  expect(screen.getByText("There is a sample of this name already.")).toBeTruthy();
  fireEvent.change(name, { target: { value: " night " } });
  fireEvent.click(screen.getByRole("button", { name: "Save sample" }));
  expect(save).toHaveBeenCalledExactlyOnceWith({ name: "night", description: "" }, expect.any(Function));
});
