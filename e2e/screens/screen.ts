import type { Page } from "@playwright/test";
import type { ConsolePage } from "../console-page.ts";
import type { Filled } from "./filled.ts";

/** What a picture is taken of. */
export type Screen = {
  /** Of the file, e.g. `editor-publish`. */
  name: string;
  /** Address below the realm; one that begins with `//` is the whole address. */
  path: string | ((filled: Filled) => string);
  /** `acme` where nothing is said: everything in it; `arena` for messages; `fresh`, where there is nothing yet; `archived`. */
  realm?: "acme" | "arena" | "fresh" | "archived";
  /** A text stands in Monaco, which comes later than the page. */
  code?: true;
  /** Nobody has signed in. */
  stranger?: true;
  /** Opens what is shown over the page, or brings it into the state that is shown. */
  open?: (at: Shown) => Promise<void>;
  /** Puts back what `open` did, where the next screen would see it. */
  after?: (at: Shown) => Promise<void>;
};

export type Shown = { page: Page; console: ConsolePage; filled: Filled };

/** Where a screen is, from the origin on. */
export function addressOf({ path, realm = "acme" }: Screen, filled: Filled): string {
  const where = typeof path === "string" ? path : path(filled);
  return where.startsWith("//") ? where.slice(1) : `/r/${realm}${where}`;
}

/** The page is there, with its text where it has one. */
export async function arrived(page: Page, { code }: Pick<Screen, "code">): Promise<void> {
  await page.getByRole("main").first().waitFor();
  if (code) await page.locator(".view-line").first().waitFor({ timeout: 90_000 });
}
