import { fireEvent, screen } from "@testing-library/react";

/** A choice of the menu that adds filters, below its title. */
export async function inMenu(title: string, choice: string): Promise<HTMLElement> {
  fireEvent.keyDown(document.body, { key: "f", code: "KeyF" });
  fireEvent.mouseEnter(await screen.findByRole("menuitem", { name: title }));
  return screen.findByRole("menuitem", { name: choice });
}
