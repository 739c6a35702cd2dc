import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { ConsolePage } from "./console-page.ts";
import { TestServer } from "./server.ts";

type Fixtures = {
  /** A server of the journey's own, with the demo realms as they are at the first start. */
  server: TestServer;
  /** A signed-in console. */
  signedIn: ConsolePage;
};

type Shared = {
  /** Data of a first start: checking and publishing the demo realms is most of what a start takes, so it is done once. */
  seeded: string;
};

export const test = base.extend<Fixtures, Shared>({
  seeded: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the destructuring pattern
    async ({}, use) => {
      await using first = await TestServer.start();
      await first.stop();
      await use(first.data);
    },
    { scope: "worker" },
  ],
  server: async ({ seeded }, use) => {
    await using server = await TestServer.start(seeded);
    await use(server);
  },
  signedIn: async ({ page, server }, use) => {
    const complaints = watchComplaints(page);
    const signedIn = new ConsolePage(page, server);
    await signedIn.openSession();
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
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  await expectNoViolation(new AxeBuilder({ page }).withTags(tags), what);
}

/** The same page in other colours: nothing but them can be wrong anew. */
export async function expectContrast(page: Page, what: string): Promise<void> {
  await expectNoViolation(new AxeBuilder({ page }).withRules(["color-contrast", "link-in-text-block"]), what);
}

async function expectNoViolation(axe: AxeBuilder, what: string): Promise<void> {
  const { violations } = await axe.analyze();
  const serious = violations
    .filter((violation) => violation.impact === "serious" || violation.impact === "critical")
    .map(
      (violation) =>
        `${violation.id}: ${violation.help}\n${violation.nodes.map((node) => `  ${node.target.join(" ")} ${node.failureSummary ?? ""}`).join("\n")}`,
    );
  expect(serious, `accessibility of ${what}`).toEqual([]);
}
