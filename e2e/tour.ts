import { readFileSync } from "node:fs";

/** One step of the README's tour, as the README has it. */
export type TourStep = {
  number: number;
  text: string;
  /** **What one presses.** */
  bold: string[];
  /** _What one sees then._ */
  italic: string[];
  /** `What one writes or calls.` */
  code: string[];
};

export function readTour(): TourStep[] {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const section = /^## Five-minute tour\n(.*?)^## /ms.exec(readme)?.[1] ?? "";
  return [...section.matchAll(/^(\d+)\. (.*?)(?=^\d+\. |$(?![\s\S]))/gms)].map(([, number, raw]) => {
    const text = (raw ?? "").replace(/\s+/g, " ").trim();
    const prose = text.replace(/`[^`]*`/g, "");
    return {
      number: Number(number),
      text,
      bold: all(prose, /\*\*(.+?)\*\*/g),
      italic: all(prose, /(?<![\w*])_(.+?)_(?!\w)/g),
      code: all(text, /`([^`]+)`/g),
    };
  });
}

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? "");
}
