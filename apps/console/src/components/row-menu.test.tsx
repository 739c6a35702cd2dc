import { Menu } from "@mantine/core";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { show } from "../testing/show.tsx";
import { RowMenu } from "./row-menu.tsx";

afterEach(cleanup);

test("a row's menu is made when it is opened, says so before, and gives the focus back to its button", async () => {
  const items = vi.fn();
  const run = vi.fn();
  await show(
    <RowMenu
      label="Actions of v3"
      width={200}
      items={() => {
        items();
        return <Menu.Item onClick={run}>Compare</Menu.Item>;
      }}
    />,
  );
  const button = () => screen.getByRole("button", { name: "Actions of v3" });
  const said = () => [button().getAttribute("aria-haspopup"), button().getAttribute("aria-expanded")];
  expect(said()).toEqual(["menu", "false"]);
  expect(items).not.toHaveBeenCalled();

  for (const _ of ["made", "there already"]) {
    button().focus();
    fireEvent.click(button());
    await screen.findByRole("menuitem", { name: "Compare" });
    expect(said()).toEqual(["menu", "true"]);
    fireEvent.keyDown(screen.getByRole("menu"), { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("menuitem")).toBeNull());
    expect(document.activeElement).toBe(button());
  }
  fireEvent.click(button());
  fireEvent.click(await screen.findByRole("menuitem", { name: "Compare" }));
  expect(run).toHaveBeenCalledOnce();
});
