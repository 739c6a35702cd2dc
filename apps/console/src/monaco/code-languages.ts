import { editorLanguages } from "@scriptyard/languages/editor";

/** What Monaco calls the languages that scripts are written in: for providers that offer the same in each. */
export const codeLanguages: string[] = editorLanguages.map(({ monacoId }) => monacoId);
