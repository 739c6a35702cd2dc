import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { ConsolePage } from "./console-page.ts";
import { TestServer } from "./server.ts";

type Fixtures = {
  /** A server of the journey's own, with the demo realm freshly seeded. */
  server: TestServer;
  /** A signed-in console. */
  signedIn: ConsolePage;
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the destructuring pattern
  server: async ({}, use) => {
    await using server = await TestServer.start();
    await use(server);
  },
  signedIn: async ({ page, server }, use) => {
    const complaints = watchComplaints(page);
    const signedIn = new ConsolePage(page, server);
    await signedIn.signIn();
    await use(signedIn);
    expect(complaints(), "errors on the browser's console").toEqual([]);
  },
});

export { expect };

/** Collects what no journey may cause: uncaught exceptions, and breaches of the content security policy. */
export function watchComplaints(page: Page): () => string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`${error.name}: ${error.message}\n${error.stack}`));
  page.on("console", (message) => {
    if (message.type() === "error" && /Content Security Policy|Uncaught|React/.test(message.text())) {
      complaints.push(message.text());
    }
  });
  return () => complaints;
}

/** No violation that axe calls serious or critical. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const serious = violations
    .filter((violation) => violation.impact === "serious" || violation.impact === "critical")
    .map(
      (violation) =>
        `${violation.id}: ${violation.help}\n${violation.nodes.map((node) => `  ${node.target.join(" ")} ${node.failureSummary ?? ""}`).join("\n")}`,
    );
  expect(serious, `accessibility of ${what}`).toEqual([]);
}
