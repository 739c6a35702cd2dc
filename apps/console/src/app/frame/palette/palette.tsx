import "@mantine/spotlight/styles.layer.css";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { closePalette } from "../overlays.ts";
import styles from "./palette.module.css";
import { useFound } from "./use-found.tsx";
import { useOffered } from "./use-offered.tsx";
import { usePaletteGroups } from "./use-palette-groups.tsx";

const [store, spotlight] = createSpotlight();

/** ⌘K: what the page in front can do, pages, scripts, flows and actions, found by typing; whatever an id or an address stands for, by pasting it. */
export function Palette({ open }: { open: boolean }) {
  const [query, setQuery] = useState("");
  const offered = useOffered();
  const { groups, looking } = usePaletteGroups(query, open);
  const found = useFound(query);
  useEffect(() => {
    if (open) spotlight.open();
    else spotlight.close();
  }, [open]);
  return (
    <Spotlight
      store={store}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      actions={[...(found.group ? [found.group] : []), ...offered, ...groups]}
      onSpotlightClose={closePalette}
      highlightQuery
      scrollable
      maxHeight={420}
      limit={60}
      nothingFound={
        found.nothing ??
        (looking ? "Looking…" : "Nothing is called so. Try a part of a name, or paste an id.")
      }
      searchProps={{
        leftSection: <Search size={16} aria-hidden="true" />,
        placeholder: "Find a page, a script, a flow or an action, or paste an id",
        "aria-label": "Find a page, a script, a flow or an action, or paste an id",
      }}
      transitionProps={{ duration: 0 }}
      attributes={{ content: { "aria-label": "Find" } }}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      classNames={{ action: styles.action ?? "", actionsGroup: styles.group ?? "" }}
    />
  );
}
