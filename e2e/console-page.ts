import { expect, type Locator, type Page } from "@playwright/test";
import type { TestServer } from "./server.ts";

/** What an author does in the console, in the words of the product. */
export class ConsolePage<Server extends { url: string } = TestServer> {
  readonly page: Page;
  readonly server: Server;
  readonly realm: string;

  constructor(page: Page, server: Server, realm = "acme") {
    this.page = page;
    this.server = server;
    this.realm = realm;
  }

  async go(path: string): Promise<void> {
    await this.page.goto(`${this.server.url}/r/${this.realm}${path}`);
  }

  /** Opens a script and waits until Monaco shows its text. */
  async openScript(specifier: string, search = ""): Promise<void> {
    await this.go(`/scripts/${specifier}${search}`);
    await this.code(specifier).locator(".view-line").first().waitFor({ timeout: 90_000 });
  }

  code(specifier: string): Locator {
    return this.page.getByRole("region", { name: `Source of ${specifier}` });
  }

  /** Replaces the whole text, as somebody who selects all and pastes. */
  async replaceText(specifier: string, text: string): Promise<void> {
    await this.code(specifier).locator(".view-lines").click();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.#paste(text);
  }

  /** Pastes at the end of the text. */
  async append(specifier: string, text: string): Promise<void> {
    await this.code(specifier).locator(".view-lines").click();
    await this.page.keyboard.press("ControlOrMeta+End");
    await this.#paste(text);
  }

  /** Typing would set off Monaco's closing of brackets and continuing of comments. */
  async #paste(text: string): Promise<void> {
    await this.page.bringToFront();
    await this.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await this.page.evaluate((value) => navigator.clipboard.writeText(value), text);
    await this.page.keyboard.press("ControlOrMeta+v");
  }

  status(text: string | RegExp): Locator {
    return this.page.locator("header").getByText(text).first();
  }

  async expectSaved(): Promise<void> {
    await expect(this.page.getByRole("status").filter({ hasText: /^Saved$/ })).toBeVisible();
  }

  get result(): Locator {
    return this.page.getByRole("region", { name: "Result of the run" });
  }

  async run(): Promise<void> {
    await this.page.keyboard.press("ControlOrMeta+Enter");
    await expect(this.result).toBeVisible();
    await expect(this.page.locator("[data-stale]")).toHaveCount(0);
  }

  async openPublishSheet(): Promise<Locator> {
    await this.page.keyboard.press("ControlOrMeta+Shift+P");
    const sheet = this.page.getByRole("dialog", { name: /^Publish / });
    await expect(sheet).toBeVisible();
    return sheet;
  }

  /** Publishes the draft and waits until the version is live. */
  async publish(version: number, module: string, note: string): Promise<void> {
    await this.expectSaved();
    const sheet = await this.openPublishSheet();
    await sheet.getByLabel("Note").fill(note);
    await this.page.screenshot({ path: "test-results/screens/publish-sheet.png" });
    await expect(
      sheet.getByRole("button", { name: `Publish v${version} to ${this.realm} / ${module}` }),
    ).toBeEnabled();
    await sheet.getByLabel("Note").press("ControlOrMeta+Enter");
    await expect(this.status(`Live v${version}`)).toBeVisible();
    await expect(sheet).toBeHidden();
  }

  async panel(name: string): Promise<void> {
    await this.page
      .getByRole("tablist", { name: "Panels" })
      .getByRole("tab", { name: new RegExp(`^${name}`) })
      .click();
  }

  async rail(name: string): Promise<void> {
    await this.page.getByRole("tablist", { name: "Script details" }).getByRole("tab", { name }).click();
  }
}
