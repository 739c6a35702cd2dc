import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { show } from "../../testing/show.tsx";
import { fakeWire, Refusal } from "../../testing/wire.ts";
import type { UsedByAnswer } from "./use-used-by.ts";
import { UsedBy } from "./used-by.tsx";
import { usedByWords } from "./used-by-words.ts";

afterEach(cleanup);

const script = (specifier: string, over = {}) => ({
  kind: "script" as const,
  scriptId: `scr_${specifier.replace("/", "")}` as const,
  specifier,
  draft: true,
  liveVersion: null,
  line: 3,
  ...over,
});
const answer: UsedByAnswer = {
  uses: [
    script("login/a"),
    script("login/b", { liveVersion: 4 }),
    script("login/c", { draft: false, liveVersion: 2, line: null }),
    { kind: "flow", flow: "login", title: "Login" },
    { kind: "node", flow: "login", node: "risk-check", title: "Risk check", outcome: "suspicious" },
    { kind: "trigger", id: "trg_1", name: "orders", starts: "bus", enabled: false },
  ],
  more: 7,
};
const ui = <UsedBy thing={{ kind: "node", flow: "login", node: "x" }} empty="Nothing leads here." />;

test("each user is a way there, with where it is; what was not looked at is counted", async () => {
  using _ = fakeWire({ "references.usedBy": () => answer });
  await show(ui);
  const links = await screen.findAllByRole("link");
  expect(links.map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
    ["login/aline 3", "/r/acme/scripts/login/a?line=3"],
    ["login/bline 3 and v4", "/r/acme/scripts/login/b?line=3"],
    ["login/cv2 only", "/r/acme/scripts/login/c"],
    ["the flow Loginbegins here", "/r/acme/flows/login"],
    ["node Risk check of loginwhen suspicious", "/r/acme/flows/login?node=risk-check"],
    ["trigger ordersswitched off", "/r/acme/triggers?open=trg_1"],
  ]);
  expect(screen.getByText("7 further scripts not looked at.")).toBeTruthy();
});

test("nothing is a sentence, and so is not knowing", async () => {
  {
    using _ = fakeWire({ "references.usedBy": () => ({ uses: [], more: 0 }) });
    await show(ui);
    expect(await screen.findByText("Nothing leads here.")).toBeTruthy();
    cleanup();
  }
  using _ = fakeWire({
    "references.usedBy": () => {
      throw new Refusal("The flow is gone.");
    },
  });
  await show(ui);
  expect(await screen.findByText("It is not known just now: The flow is gone.")).toBeTruthy();
});

test("users in a sentence before an act", () => {
  expect(usedByWords(answer)).toBe("Used by login/a, login/b, login/c and 3 others.");
  expect(usedByWords({ uses: answer.uses.slice(0, 2), more: 0 })).toBe("Used by login/a and login/b.");
  expect([usedByWords(null), usedByWords({ uses: [], more: 0 })]).toEqual(["", ""]);
});
