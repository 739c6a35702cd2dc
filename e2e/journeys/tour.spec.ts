import type { Page } from "@playwright/test";
import type { ConsolePage } from "../console-page.ts";
import { alone, expect } from "../fixtures.ts";
import { readTour, type TourStep } from "../tour.ts";

/**
 * The README's tour, taken literally. A step here may press and see only what the README's step of that number names,
 * and has to use all of it: the two cannot drift apart.
 */
const script = "login/risk-check";

type Hand = {
  console: ConsolePage;
  page: Page;
  /** The README's words for what is pressed here, in its order. */
  press: (bold: string) => string;
  /** What the README says one sees now; a phrase that is only the name of a place is looked for as well. */
  see: (italic: string) => Promise<void>;
  /** What the README says one writes or calls. */
  code: (like: string) => string;
};

const walk: ((hand: Hand) => Promise<void>)[] = [
  async ({ console, page, see, code }) => {
    expect(code("npm start")).toBe("npm start"); // start.spec.ts has the link and the password.
    await page.goto(console.server.url);
    await see("Overview");
    await see("acme");
  },
  async ({ page, press, see }) => {
    await openFlow(page, press);
    await page.getByRole("group", { name: /^Risk check/ }).focus();
    await see("Risk check");
    await page.keyboard.press(press("Enter"));
    await see("Live v1");
  },
  async ({ console, page, press, see, code }) => {
    await page.getByRole("combobox", { name: "Sample" }).click();
    await page.getByRole("option", { name: press("New device") }).click();
    await page.keyboard.press(keys(press("Ctrl+Enter")));
    await see("continue");
    await expect(console.result.getByText("suspicious")).toHaveCount(0);
    await console.panel(press("Console"));
    await see("risk 25");
    code("risk.challengeAt");
    await console.panel("Result");
  },
  async ({ console, page, press, see, code }) => {
    const line = code("if (score >= challengeAt)");
    await replace(console, page, line, line.replace(code("challengeAt"), code("20")));
    code("LoginContext");
    await see("Live v1, 1 change");
    await page.keyboard.press(keys(press("Ctrl+Enter")));
    await see("suspicious");
  },
  async ({ console, page, press, see }) => {
    await console.expectSaved();
    await page.keyboard.press(keys(press("Ctrl+Shift+P")));
    const sheet = page.getByRole("dialog", { name: /^Publish / });
    await sheet.getByLabel("Note").fill("A second factor for new devices");
    await sheet.getByRole("button", { name: press("Publish v2 to acme / login") }).click();
    await see("Live v2");
  },
  async ({ page, press, see }) => {
    await openFlow(page, press);
    await page.getByRole("button", { name: press("Try it") }).click();
    await page.getByRole("combobox", { name: "Visitor" }).click();
    await page.getByRole("option", { name: press("Maria on a new laptop") }).click();
    await see("Steps");
    await see("→ suspicious");
  },
  async ({ console, page, see, code }) => {
    await console.openScript(script);
    const first = "const { settings } = context.realm;";
    await replace(console, page, first, `${code("throw new Error(")}\n  ${first}`);
    await console.publish(3, "login", "Break it on purpose");
    await see("Live v3");
    await page.goto(code("http://127.0.0.1:4400/f/").replace("http://127.0.0.1:4400", console.server.url));
    await see("This did not work");
    await expect(page.locator("code", { hasText: /^req_/ }).first()).toBeVisible();
    await expect(page.getByText("oops")).toHaveCount(0);
  },
  async ({ console, page, press, see }) => {
    await console.go("");
    await page.getByRole("link", { name: new RegExp(`^${press("Errors")}`) }).click();
    await see("oops");
    await page.getByText("oops").first().click();
    await page.getByRole("link", { name: press("Replay") }).click();
    await see("Same outcome as recorded");
  },
  async ({ console, page, press, see }) => {
    await console.code(script).getByText("throw", { exact: true }).first().click();
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+End");
    await page.keyboard.press("Delete");
    await see("with your draft");
    await page.keyboard.press(keys(press("Ctrl+Enter")));
    await see("Different from the recording");
    await page.getByRole("button", { name: press("Publish… and resolve this error") }).click();
    const sheet = page.getByRole("dialog", { name: /^Publish / });
    await sheet.getByLabel("Note").fill("Mended");
    await sheet.getByRole("button", { name: /^Publish v4/ }).click();
    await see("Live v4");
    await console.go("/errors");
    await expect(page.getByText("oops")).toHaveCount(0);
  },
  async ({ console, page, press, see }) => {
    await console.openScript(script);
    await console.rail(press("Versions"));
    await page.getByRole("button", { name: "Actions of v2" }).click();
    await page.getByRole("menuitem", { name: press("Roll back to v2…") }).click();
    const dialog = page.getByRole("dialog", { name: /Roll back/ });
    await dialog.getByLabel("Reason").fill("v2 was right");
    await dialog.getByRole("button", { name: "Roll back to v2" }).click();
    await see("Live v2");
  },
  async ({ console, page, code }) => {
    await console.go("/settings/tokens");
    await page.getByRole("button", { name: "Create token" }).click();
    const made = page.getByRole("dialog", { name: /new API token/i });
    await made.getByLabel("Name").fill("tour");
    await made.getByLabel(new RegExp(`^${code("flows")}:`)).check();
    await made.getByRole("button", { name: "Create token" }).click();
    const token = await made.getByText(/^sy_/).first().textContent();
    const [, path] = /http:\/\/127\.0\.0\.1:4400(\S+)/.exec(tour.at(-1)?.text ?? "") ?? [];
    const answer = await page.request.post(`${console.server.url}${path}`, {
      headers: { authorization: `Bearer ${token}` },
      data: {},
    });
    expect(await answer.json()).toHaveProperty(code("action"));
  },
];

const tour = readTour();

// Where the sidebar is folded and a rail leaves the toolbar little room: every word of the tour is in sight there too.
const narrow = { width: 1_280, height: 800 };

alone("the README's tour works to the letter", async ({ signedIn: console, page }) => {
  await page.setViewportSize(narrow);
  expect(tour.map(({ number }) => number)).toEqual(walk.map((_, index) => index + 1));
  for (const [index, step] of tour.entries())
    await alone.step(`${step.number}. ${step.text.slice(0, 80)}`, () =>
      take(step, walk[index], console, page),
    );
});

async function take(
  step: TourStep,
  walked: (typeof walk)[number] | undefined,
  console: ConsolePage,
  page: Page,
) {
  // Names of places to go by oneself are no sight: `Settings → Realm`.
  const unseen = step.italic.filter((phrase) => !phrase.startsWith("Settings →"));
  const unpressed = [...step.bold];
  const taken = (from: string[], phrase: string): string => {
    const at = from.indexOf(phrase);
    expect(at, `step ${step.number} of the README says “${phrase}”`).toBeGreaterThanOrEqual(0);
    from.splice(at, 1);
    return phrase;
  };
  await walked?.({
    console,
    page,
    press: (bold) => taken(unpressed, bold),
    async see(italic) {
      taken(unseen, italic);
      const sight = page.locator("body").getByText(italic).filter({ visible: true }).first();
      await expect(sight, `step ${step.number}: ${italic}`).toBeVisible();
    },
    code(like) {
      const found =
        step.code.find((text) => text === like) ?? step.code.find((text) => text.startsWith(like));
      expect(found, `step ${step.number} of the README has \`${like}\``).toBeDefined();
      return found ?? "";
    },
  });
  expect([...unpressed, ...unseen], `what step ${step.number} of the README says beside`).toEqual([]);
}

/** Flows, then the flow. */
async function openFlow(page: Page, press: (bold: string) => string): Promise<void> {
  const flows = page.getByRole("navigation").getByRole("link", { name: press("Flows"), exact: true });
  const word = await flows.getByText("Flows").boundingBox();
  expect(word?.width, "the word itself is in sight").toBeGreaterThan(20);
  await flows.click();
  await page
    .getByRole("main")
    .getByRole("link", { name: new RegExp(`^${press("Login")}`) })
    .first()
    .click();
  await page.getByRole("group", { name: /^Risk check/ }).waitFor();
}

/** The README writes keys as a person reads them. */
const keys = (words: string): string => words.replace("Ctrl", "ControlOrMeta");

/** Changes the first place of a text in the editor, as a paste over the whole. */
async function replace(console: ConsolePage, page: Page, before: string, after: string): Promise<void> {
  const { source } = await draftOf(console, page);
  expect(source).toContain(before);
  await console.replaceText(script, source.replace(before, after));
}

async function draftOf(console: ConsolePage, page: Page): Promise<{ source: string }> {
  const [module, name] = script.split("/");
  const input = encodeURIComponent(JSON.stringify({ realm: "acme", module, name }));
  const answer = await page.request.get(`${console.server.url}/api/trpc/scripts.get?input=${input}`);
  return (await answer.json()).result.data.draft;
}
