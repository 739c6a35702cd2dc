import { useEffect } from "react";
import { useStore } from "../../../app/store.ts";
import { useEditorScope } from "../editor-context.ts";
import { keptFor, rememberedStore } from "../state/remembered.ts";

/** What somebody folded or unfolded; of all other modules the size of the realm and the address decide. */
const foldedModules = rememberedStore<{ [module: string]: boolean }>(
  "scriptyard.editor.folded",
  {},
  (value) =>
    typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, folded]) => [key, folded === true]))
      : {},
);

/** Which modules are unfolded: all of a small realm, the one of the script in the address, and what somebody unfolds. */
export function useOpenModules(small: boolean): (module: string) => boolean {
  const { route } = useEditorScope();
  const { module: addressed, name } = route;
  const folded = useStore(foldedModules);
  useEffect(() => {
    // Whoever goes to a script sees it in the tree; folding its module afterwards stays possible.
    if (name !== null && addressed !== null && keptFor(foldedModules.get(), addressed))
      setFolded(addressed, false);
  }, [addressed, name]);
  return (module) => !(keptFor(folded, module) ?? (!small && module !== addressed));
}

/** @param open whether it is unfolded now */
export function toggleModule(module: string, open: boolean): void {
  setFolded(module, open);
}

function setFolded(module: string, folded: boolean): void {
  foldedModules.set((value) => ({ ...value, [module]: folded }));
}
