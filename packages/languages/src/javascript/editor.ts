import type { EditorLanguage } from "../types.ts";

export const javascriptEditor = {
  id: "javascript",
  title: "JavaScript",
  extensions: ["js", "mjs"],
  monacoId: "javascript",
} satisfies EditorLanguage;
