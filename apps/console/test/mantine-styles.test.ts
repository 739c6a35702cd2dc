import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const mantine = dirname(createRequire(import.meta.url).resolve("@mantine/core/styles.layer.css"));
const notifications = dirname(
  createRequire(import.meta.url).resolve("@mantine/notifications/styles.layer.css"),
);
const source = join(import.meta.dirname, "../src");
const sheets = readdirSync(join(mantine, "styles")).filter((name) => name.endsWith(".layer.css"));

/** Of the components that are used, and of all they are made of, as Mantine's own modules say. */
test("the style sheets of all that is used of Mantine are loaded, in Mantine's order", () => {
  const own = used(sourceFiles(source));
  const ofToasts = used(sourceFiles(join(notifications, "esm")).filter((file) => !file.endsWith(".map")));
  expect(own).toContain("Button");
  expect(ofToasts).toContain("Notification");

  const first = importedIn("app/theme/mantine-styles.ts");
  const later = importedIn("app/toasts.tsx");
  expect(first).toEqual(inOrder(first));
  expect(sheetsOf(own).filter((sheet) => !first.includes(sheet))).toEqual([]);
  expect(sheetsOf(ofToasts).filter((sheet) => ![...first, ...later].includes(sheet))).toEqual([]);
  // One more is no fault; all of them would be what this list is there against.
  expect(first.length).toBeLessThan(sheets.length / 2);
});

/** What is imported by name from Mantine, types left out. */
function used(files: readonly string[]): string[] {
  const names = new Set<string>();
  for (const file of files)
    for (const [, list = ""] of readFileSync(file, "utf8").matchAll(
      /import\s*\{([^}]*)\}\s*from\s*"@mantine\/core"/g,
    ))
      for (const part of list.split(",").map((one) => one.trim()))
        if (part !== "" && !part.startsWith("type ")) names.add(part.split(" as ")[0] ?? part);
  return [...names];
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(tsx?|mjs)$/.test(name) && !/\.test\.|testing\//.test(name))
    .map((name) => join(folder, name));
}

/** Sheets whose classes the modules of these components name, and those that hold no classes, which all need. */
function sheetsOf(components: readonly string[]): string[] {
  const index = readFileSync(join(mantine, "esm/index.mjs"), "utf8");
  const moduleOf = new Map<string, string>();
  for (const [, names = "", module = ""] of index.matchAll(/import\s*\{([^}]*)\}\s*from\s*"([^"]+)"/g))
    for (const name of names.split(",")) moduleOf.set(name.trim().split(" as ").at(-1) ?? name, module);
  const classes = new Set<string>();
  const seen = new Set<string>();
  const waiting = components.map((name) => {
    const module = moduleOf.get(name);
    if (module === undefined) throw new Error(`Mantine's index does not say where ${name} is.`);
    return join(mantine, "esm", module);
  });
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (seen.has(file) || !existsSync(file)) continue;
    seen.add(file);
    const text = readFileSync(file, "utf8");
    if (file.endsWith(".module.mjs")) for (const [name] of text.matchAll(/m_[0-9a-f]+/g)) classes.add(name);
    for (const [, specifier = ""] of text.matchAll(/(?:from|import)\s*"(\.[^"]+)"/g))
      waiting.push(join(dirname(file), specifier));
  }
  return sheets.filter((sheet) => {
    const named = [...sheetText(sheet).matchAll(/m_[0-9a-f]+/g)].map(([name]) => name);
    return named.length === 0 || named.some((name) => classes.has(name));
  });
}

/** A sheet comes behind those it builds on: Mantine's whole sheet has them so. */
function inOrder(names: readonly string[]): string[] {
  const whole = readFileSync(join(mantine, "styles.layer.css"), "utf8");
  const place = (sheet: string) =>
    whole.indexOf(sheetText(sheet).replace("@layer mantine {", "").slice(0, 120));
  for (const name of names) expect(place(name), `${name} in the whole sheet`).toBeGreaterThan(0);
  return [...names].sort((a, b) => place(a) - place(b));
}

function sheetText(sheet: string): string {
  return readFileSync(join(mantine, "styles", sheet), "utf8");
}

function importedIn(file: string): string[] {
  const text = readFileSync(join(source, file), "utf8");
  return [...text.matchAll(/^import "@mantine\/core\/styles\/([^"]+)";/gm)].map(([, name = ""]) => name);
}
