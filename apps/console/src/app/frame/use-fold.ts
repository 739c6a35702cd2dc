import { useLocalStorage } from "@mantine/hooks";
import { useTight } from "../room.ts";

/** Whether the sidebar is folded to its icons and their small words. Chosen for wide and for narrow windows each, and remembered. */
export function useFold(): { folded: boolean; fold: () => void } {
  const tight = useTight("sidebar");
  const [wide, setWide] = useLocalStorage({
    key: "scriptyard-sidebar-folded",
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const [narrow, setNarrow] = useLocalStorage({
    key: "scriptyard-sidebar-folded-narrow",
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  return tight
    ? { folded: narrow, fold: () => setNarrow((now) => !now) }
    : { folded: wide, fold: () => setWide((now) => !now) };
}
