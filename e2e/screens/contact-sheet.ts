import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where the pictures go; git knows nothing of it. */
export const folder = fileURLToPath(new URL("../test-results/console", import.meta.url));

export type Picture = {
  screen: string;
  width: number;
  theme: "light" | "dark";
  /** Its name in the folder. */
  file: string;
  /** What is wrong with what it shows. */
  problems: string[];
};

/** All pictures on one page, a row each screen: to be looked at. */
export function writeContactSheet(pictures: readonly Picture[]): void {
  const rows = new Map<string, Picture[]>();
  for (const picture of pictures) rows.set(picture.screen, [...(rows.get(picture.screen) ?? []), picture]);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${folder}/index.html`,
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Every screen of the console</title>
<style>
body { margin: 24px; font: 13px system-ui; }
section { margin-bottom: 32px; }
div { display: flex; gap: 12px; overflow-x: auto; }
figure { flex: none; margin: 0; }
img { width: 420px; border: 1px solid #ccc; }
pre { max-width: 120ch; white-space: pre-wrap; color: #b00020; }
</style>
<h1>Every screen of the console</h1>
${[...rows].map(([screen, all]) => row(screen, all)).join("\n")}
</html>
`,
  );
}

function row(screen: string, pictures: readonly Picture[]): string {
  const problems = pictures.flatMap(({ file, problems }) => problems.map((one) => `${file}: ${one}`));
  return `<section id="${screen}"><h2>${screen}</h2>
${problems.map((problem) => `<pre>${escaped(problem)}</pre>`).join("")}
<div>${pictures
    .map(
      ({ file, width, theme }) =>
        `<figure><a href="${file}"><img loading="lazy" src="${file}" alt="${screen}, ${width} px, ${theme}"></a><figcaption>${width} px, ${theme}</figcaption></figure>`,
    )
    .join("")}</div></section>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
