import { useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { SpotlightActionGroupData } from "@mantine/spotlight";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FileCode2, Keyboard, Library, Moon, Play, Settings2, Sun, Workflow, Zap } from "lucide-react";
import { useMemo } from "react";
import { formatNumber } from "../../../components/format.ts";
import { KeyHint } from "../../../components/key-hint.tsx";
import { shortcuts } from "../../keys/shortcuts.ts";
import { navItems } from "../../nav.ts";
import { useRealm } from "../../realm.ts";
import { useScriptSearch } from "../../scripts/queries.ts";
import { useTRPC } from "../../trpc.ts";
import { setShortcutsOpen } from "../overlays.ts";

const mostScripts = 20;
/** Of scripts, and of flows, while nothing is asked for: what comes after them is to be seen as well. */
const mostUnasked = 8;

/** What is found by its name: scripts by the server, the rest here. `looking`: the server has not answered yet. */
export function usePaletteGroups(
  query: string,
  open: boolean,
): { groups: SpotlightActionGroupData[]; looking: boolean } {
  const realm = useRealm();
  const trpc = useTRPC();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [text] = useDebouncedValue(query.trim(), 120);
  const search = useScriptSearch(realm, open ? text : null, text === "" ? mostUnasked : mostScripts);
  const found = search.data;
  // Until its own answer is there, what was found before is looked through by name.
  const foundFor = search.isPlaceholderData ? undefined : text;
  const { data: flows } = useQuery(trpc.flows.list.queryOptions({ realm }));
  const groups = useMemo(() => {
    const pages = navItems.map((item) => ({
      id: `page ${item.id}`,
      label: item.label,
      rightSection: <KeyHint of={{ keys: `g ${item.key}` }} />,
      onClick: () => void navigate({ to: item.path, params: { realm }, search: {} }),
    }));
    const more = found && found.more > 0 ? ` (${formatNumber(found.more)} more)` : "";
    const scriptActions = (found?.items ?? []).map((script) => ({
      id: `script ${script.id}`,
      label: `${script.module}/${script.name}`,
      description: script.description,
      // The palette shows what matches the query: these do, by being the answer to it.
      ...(foundFor === undefined ? {} : { keywords: foundFor }),
      leftSection: script.hook === null ? <Library size={15} /> : <FileCode2 size={15} />,
      onClick: () =>
        void navigate({
          to: "/r/$realm/scripts/$module/$name",
          params: { realm, module: script.module, name: script.name },
          search: {},
        }),
    }));
    const flowActions = (flows ?? []).flatMap((flow) => [
      {
        id: `flow ${flow.id}`,
        label: flow.title,
        description: `Flow ${flow.name}`,
        leftSection: <Workflow size={15} />,
        onClick: () =>
          void navigate({ to: "/r/$realm/flows/$flow", params: { realm, flow: flow.name }, search: {} }),
      },
      {
        id: `try ${flow.id}`,
        label: `Try ${flow.title}`,
        description: "Walk the flow as an end user",
        leftSection: <Play size={15} />,
        onClick: () =>
          void navigate({
            to: "/r/$realm/flows/$flow",
            params: { realm, flow: flow.name },
            search: { try: true },
          }),
      },
    ]);
    const toDark = colorScheme !== "dark";
    const actions = [
      {
        id: "theme",
        label: toDark ? "Dark theme" : "Light theme",
        leftSection: toDark ? <Moon size={15} /> : <Sun size={15} />,
        onClick: () => setColorScheme(toDark ? "dark" : "light"),
      },
      {
        id: "shortcuts",
        label: "Keyboard shortcuts",
        leftSection: <Keyboard size={15} />,
        rightSection: <KeyHint of={shortcuts.help} />,
        onClick: () => setShortcutsOpen(true),
      },
      {
        id: "new trigger",
        label: "New trigger",
        description: "Run a script for messages, requests, points in time or calls",
        leftSection: <Zap size={15} />,
        onClick: () =>
          void navigate({ to: "/r/$realm/triggers", params: { realm }, search: { new: "http" } }),
      },
      ...(["members", "tokens", "realm"] as const).map((tab) => ({
        id: `settings ${tab}`,
        label: { members: "Members", tokens: "API tokens", realm: "Realm settings" }[tab],
        description: "Settings",
        leftSection: <Settings2 size={15} />,
        onClick: () => void navigate({ to: "/r/$realm/settings/$tab", params: { realm, tab } }),
      })),
    ];
    return [
      { group: "Pages", actions: pages },
      { group: `Scripts${more}`, actions: scriptActions },
      { group: "Flows", actions: query.trim() === "" ? flowActions.slice(0, mostUnasked) : flowActions },
      { group: "Actions", actions },
    ].filter((group) => group.actions.length > 0);
  }, [realm, navigate, query, found, foundFor, flows, colorScheme, setColorScheme]);
  return { groups, looking: open && (text !== query.trim() || search.isFetching) };
}
