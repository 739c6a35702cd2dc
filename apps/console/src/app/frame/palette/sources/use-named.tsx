import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Play } from "lucide-react";
import { isLookedUp } from "../../../../components/pasted-id.ts";
import { keepInRealm } from "../../../keep-in-realm.ts";
import { useRealm } from "../../../realm.ts";
import { type Outputs, useTRPC } from "../../../trpc.ts";
import type { PaletteEntry, PaletteGroup } from "../entries.ts";
import { entryOf, groupOf } from "./found-kinds.tsx";

type Found = Outputs["lookup"]["named"][number];

/** Flows while nothing is asked for: what comes after them is to be seen as well. */
const mostUnasked = 4;

/** What the server finds by a part of its name, beside scripts: flows, nodes, triggers, errors, the host's API, members. */
export function useNamed(query: string): PaletteGroup[] {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const realm = useRealm();
  const asked = query.trim().slice(0, 200);
  const [text] = useDebouncedValue(asked, 120);
  const enabled = !isLookedUp(text);
  const { data, isFetching, isPlaceholderData } = useQuery({
    ...trpc.lookup.named.queryOptions({ realm, text }),
    enabled,
    placeholderData: keepInRealm(realm),
  });
  if (!enabled) return [];
  const unasked = text === "" && asked === "";
  // Until its own answer is there, what was found before is looked through by name.
  const answers = text === asked && !isPlaceholderData;
  const groups = new Map<string, PaletteEntry[]>();
  for (const found of unasked ? (data ?? []).slice(0, mostUnasked) : (data ?? [])) {
    const entry = { ...entryOf(found, { navigate, realm }), answers };
    const entries = found.kind === "flow" ? [entry, tried(found)] : [entry];
    groups.set(groupOf(found), [...(groups.get(groupOf(found)) ?? []), ...entries]);
  }
  const looking = isFetching || text !== asked;
  return [
    ...[...groups].map(([group, entries]): PaletteGroup => ({ group, entries })),
    { group: "named", entries: [], looking },
  ];

  function tried({ id, realm: of, name: flow, title }: Extract<Found, { kind: "flow" }>): PaletteEntry {
    const way = { to: "/r/$realm/flows/$flow", params: { realm: of, flow }, search: { try: true } } as const;
    return {
      id: `try ${id}`,
      label: `Try ${title}`,
      description: "Walk the flow as an end user",
      icon: <Play size={15} />,
      answers,
      run: () => void navigate(way),
    };
  }
}
