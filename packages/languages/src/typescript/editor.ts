import type { EditorLanguage } from "../types.ts";

export const typescriptEditor = {
  id: "typescript",
  title: "TypeScript",
  extensions: ["ts"],
  monacoId: "typescript",
} satisfies EditorLanguage;
