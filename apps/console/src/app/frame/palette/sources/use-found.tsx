import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ListTree } from "lucide-react";
import { isLookedUp } from "../../../../components/pasted-id.ts";
import { useRealm } from "../../../realm.ts";
import { useTRPC } from "../../../trpc.ts";
import type { PaletteEntry, PaletteGroup } from "../entries.ts";
import { entryOf } from "./found-kinds.tsx";

/** What an id or an address in the query stands for; it says so when it stands for nothing. */
export function useFound(query: string): PaletteGroup {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const realm = useRealm();
  const asked = query.trim().slice(0, 500);
  const [text] = useDebouncedValue(asked, 150);
  const enabled = isLookedUp(text);
  const { data, isError } = useQuery({
    ...trpc.lookup.find.queryOptions({ text }),
    enabled,
    staleTime: 5_000,
  });
  const group = "Found";
  // What was asked for before stands for nothing of this.
  if (text !== asked) return { group, entries: [], looking: isLookedUp(asked) };
  if (!enabled) return { group, entries: [] };
  const records = recordsOf(
    text,
    (search) => void navigate({ to: "/r/$realm/executions", params: { realm }, search }),
  );
  if (isError) return { group, entries: records, nothing: "The server could not be asked. Try again." };
  if (data === undefined) return { group, entries: [], looking: true };
  const found = data.map((one) => entryOf(one, { navigate, realm }));
  return { group, entries: [...found, ...records], nothing: nothingOf(text) };
}

/** A user of the product is no member: what is kept of them are their runs, and those that name them. */
function recordsOf(
  text: string,
  open: (search: { user: string } | { text: string }) => void,
): PaletteEntry[] {
  if (!/^\S+@\S+$/.test(text)) return [];
  const entry = { icon: <ListTree size={15} />, answers: true };
  return [
    {
      ...entry,
      id: "runs",
      label: `Executions for ${text}`,
      description: "What ran when this user came",
      run: () => open({ user: text }),
    },
    {
      ...entry,
      id: "mentions",
      label: `Executions that mention ${text}`,
      description: "In a line of their logs, or in their error",
      run: () => open({ text }),
    },
  ];
}

function nothingOf(text: string): string {
  return text.includes("req_")
    ? "No run belongs to this request. The server's log has its id."
    : "Nothing has this id (any more).";
}
