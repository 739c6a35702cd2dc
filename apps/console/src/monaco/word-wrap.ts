import { useLocalStorage } from "@mantine/hooks";
import type { monaco } from "./setup.ts";

/** Whether lines that are longer than the editor is wide go on below, for every text of this browser. */
export function useWordWrap(): { wrap: boolean; toggle: () => void } {
  const [wrap, set] = useLocalStorage({
    key: "scriptyard.word-wrap",
    // Beside a tree and a rail about 76 columns are left, and what is cut off is never read.
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  return { wrap, toggle: () => set((now) => !now) };
}

export const wrapOptions = (wrap: boolean): monaco.editor.IEditorOptions => ({
  wordWrap: wrap ? "on" : "off",
  wrappingIndent: "indent",
});
