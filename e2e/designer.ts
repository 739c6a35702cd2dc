import type { Locator, Page } from "@playwright/test";

/** A node of the drawn graph, by its title. */
export const card = (page: Page, title: string): Locator =>
  page.getByRole("group", { name: new RegExp(`^${title}, `) });

/** Draws an edge with the hand: from the dot below one card to the one above another. */
export async function drawTo(page: Page, from: Locator, to: Locator): Promise<void> {
  const start = await from.locator(".react-flow__handle.source").boundingBox();
  const end = await to.locator(".react-flow__handle.target").boundingBox();
  if (!start || !end) throw new Error("a card has no handle");
  const middle = (box: { x: number; y: number; width: number; height: number }) =>
    [box.x + box.width / 2, box.y + box.height / 2] as const;
  await page.mouse.move(...middle(start));
  await page.mouse.down();
  await page.mouse.move(...middle(end), { steps: 12 });
  await page.mouse.up();
}
