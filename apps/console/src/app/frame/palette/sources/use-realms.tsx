import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Building2 } from "lucide-react";
import { useRealm } from "../../../realm.ts";
import { useTRPC } from "../../../trpc.ts";
import type { PaletteGroup } from "../entries.ts";

/** The other realms: the frame has them for its switcher. */
export function useRealms(): PaletteGroup {
  const current = useRealm();
  const navigate = useNavigate();
  const { data: realms = [] } = useQuery(useTRPC().realms.list.queryOptions());
  const entries = realms
    .filter((realm) => realm.name !== current)
    .map(({ id, name, title }) => ({
      id: `realm ${id}`,
      label: title,
      description: `Realm ${name}`,
      icon: <Building2 size={15} />,
      run: () => void navigate({ to: "/r/$realm", params: { realm: name }, search: {} }),
    }));
  return { group: "Realms", entries };
}
