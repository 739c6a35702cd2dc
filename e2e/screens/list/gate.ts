import type { Screen } from "../screen.ts";

/** What a stranger sees. */
export const gate: readonly Screen[] = [
  { name: "sign-in", path: "//sign-in", stranger: true },
  {
    name: "sign-in-refused",
    path: "//sign-in",
    stranger: true,
    async open({ page }) {
      await page.getByLabel("E-mail").fill("ada@acme.example");
      await page.getByRole("textbox", { name: "Password" }).fill("wrong");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByText("E-mail and password do not match an account").waitFor();
    },
  },
  {
    name: "invite",
    path: ({ welcome }) => `/${new URL(welcome, "http://x").pathname}${new URL(welcome, "http://x").search}`,
    stranger: true,
  },
  {
    name: "invite-refused",
    path: "//welcome?token=nobody-made-this",
    stranger: true,
    async open({ page }) {
      await page.getByRole("textbox", { name: "Password" }).fill("a long enough password");
      await page.getByRole("button", { name: "Set the password and sign in" }).click();
      await page.getByRole("alert").waitFor();
    },
  },
  { name: "invite-cut-short", path: "//welcome", stranger: true },
];
