import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "vite";
import { expect, test } from "vitest";
import { type PageSize, pageSizes } from "../vite/page-sizes.ts";

/** Numbers that do not compress, so that bytes in are bytes out. */
const noise = (bytes: number) =>
  Array.from({ length: bytes / 4 }, (_, n) =>
    ((n * 2_654_435_761) % 4_294_967_296).toString(36).slice(-4),
  ).join("");
const project = {
  "index.html": `<script type="module" src="./src/main.js"></script>`,
  "src/main.js": `import "./main.css"; import { shared } from "./shared.js";
    document.title = shared; void import("./page.js"); void import("./other.js");`,
  "src/main.css": `.main { color: red }`,
  "src/shared.js": `export const shared = "${noise(8_000)}";`,
  "src/page.js": `import { shared } from "./shared.js"; document.title = shared.length + "${noise(4_000)}"; void import("./later.js");`,
  "src/later.js": `document.title = "${noise(40_000)}";`,
  "src/other.js": `document.title = "${noise(60_000)}";`,
};

test("a build is refused when a page needs more than it may, and says what is largest", async () => {
  const refused = await building([{ page: "the page", modules: ["src/page.js"], most: 5_000 }]);
  expect(refused).toMatch(/the page takes \d+\.\d KB, at most 5\.0 KB/);
  expect(refused).toContain("src/shared.js");
  // What is asked for later, and other pages, are not what somebody waits for.
  expect(refused).not.toMatch(/later|other/);
});

test("what a page asks for later does not count", async () => {
  expect(await building([{ page: "the page", modules: ["src/page.js"], most: 16_000 }])).toBe("");
  expect(await building([{ page: "another", modules: ["src/other.js"], most: 16_000 }])).toMatch(
    /another takes/,
  );
});

test("a page whose module is gone is told, not passed", async () => {
  expect(await building([{ page: "the page", modules: ["src/gone.js"], most: 1e6 }])).toMatch(
    /No chunk holds src\/gone\.js/,
  );
});

/** What a build with these limits says; empty when it is made. */
async function building(limits: readonly PageSize[]): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), "page-sizes-"));
  try {
    for (const [name, text] of Object.entries(project)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    await build({ root, configFile: false, logLevel: "silent", plugins: [pageSizes(limits)] });
    return "";
  } catch (error) {
    return String(error);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
