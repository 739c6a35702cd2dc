import { useEffect, useState } from "react";
import type { PaletteList } from "./palette-list.tsx";

type List = typeof PaletteList;
let loaded: List | null = null;

/** What it finds comes later than its field, and again when it could not be had. */
export async function loadPaletteList(): Promise<List> {
  loaded ??= (await import("./palette-list.tsx")).PaletteList;
  return loaded;
}

/** Null until it is there. */
export function usePaletteList(): { List: List | null; failed: boolean } {
  const [List, setList] = useState<List | null>(() => loaded);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    loadPaletteList().then(
      (module) => gone || setList(() => module),
      () => gone || setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, []);
  return { List, failed };
}
