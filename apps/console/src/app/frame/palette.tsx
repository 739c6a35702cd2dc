import "@mantine/spotlight/styles.layer.css";
import { useMantineColorScheme } from "@mantine/core";
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  FileCode2,
  Keyboard,
  Library,
  Moon,
  Play,
  Search,
  Settings2,
  Sun,
  Workflow,
  Zap,
} from "lucide-react";
import { useEffect, useMemo } from "react";
import { KeyHint } from "../../components/key-hint.tsx";
import { navItems } from "../nav.ts";
import { useRealm } from "../realm.ts";
import { useTRPC } from "../trpc.ts";
import { closePalette, setShortcutsOpen } from "./overlays.ts";
import styles from "./palette.module.css";

const [store, spotlight] = createSpotlight();

/** ⌘K: pages, scripts, flows and actions, found by typing. */
export function Palette({ open }: { open: boolean }) {
  const groups = usePaletteGroups();
  useEffect(() => {
    if (open) spotlight.open();
    else spotlight.close();
  }, [open]);
  return (
    <Spotlight
      store={store}
      shortcut={null}
      actions={groups}
      onSpotlightClose={closePalette}
      highlightQuery
      scrollable
      maxHeight={420}
      limit={40}
      nothingFound="Nothing is called so. Try a part of a name."
      searchProps={{
        leftSection: <Search size={16} aria-hidden="true" />,
        placeholder: "Find a page, a script, a flow or an action",
        "aria-label": "Find a page, a script, a flow or an action",
      }}
      transitionProps={{ duration: 0 }}
      attributes={{ content: { "aria-label": "Find" } }}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      classNames={{ action: styles.action ?? "", actionsGroup: styles.group ?? "" }}
    />
  );
}

function usePaletteGroups(): SpotlightActionGroupData[] {
  const realm = useRealm();
  const trpc = useTRPC();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { data: scripts } = useQuery(trpc.scripts.tree.queryOptions({ realm }));
  const { data: flows } = useQuery(trpc.flows.list.queryOptions({ realm }));
  return useMemo(() => {
    const pages = navItems.map((item) => ({
      id: `page ${item.id}`,
      label: item.label,
      rightSection: <KeyHint keys={`g ${item.key}`} />,
      onClick: () => void navigate({ to: item.path, params: { realm }, search: {} }),
    }));
    const scriptActions = (scripts ?? []).map((script) => ({
      id: `script ${script.id}`,
      label: `${script.module}/${script.name}`,
      description: script.description,
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
        rightSection: <KeyHint keys="?" />,
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
      { group: "Scripts", actions: scriptActions },
      { group: "Flows", actions: flowActions },
      { group: "Actions", actions },
    ].filter((group) => group.actions.length > 0);
  }, [realm, navigate, scripts, flows, colorScheme, setColorScheme]);
}
