import { useNavigate } from "@tanstack/react-router";
import { navItems } from "../../../nav.ts";
import { useRealm } from "../../../realm.ts";
import type { PaletteGroup } from "../entries.ts";

export function usePages(): PaletteGroup {
  const realm = useRealm();
  const navigate = useNavigate();
  const entries = navItems.map(({ id, label, key, path }) => ({
    id: `page ${id}`,
    label,
    keys: { keys: `g ${key}` },
    run: () => void navigate({ to: path, params: { realm }, search: {} }),
  }));
  return { group: "Pages", entries };
}
