import { Modal } from "@mantine/core";
import { KeyHint } from "../../components/key-hint.tsx";
import { navItems } from "../nav.ts";
import { setShortcutsOpen, useOverlays } from "./overlays.ts";
import styles from "./shortcuts.module.css";

const groups: { title: string; keys: [string, string][] }[] = [
  {
    title: "Anywhere",
    keys: [
      ["mod+k", "Find pages, scripts and actions"],
      ["?", "This help"],
      ["[", "Fold or show the sidebar"],
    ],
  },
  { title: "Go to", keys: navItems.map((item) => [`g ${item.key}`, item.label]) },
  {
    title: "Editor",
    keys: [
      ["mod+enter", "Run the draft"],
      ["mod+s", "Save the draft now"],
      ["mod+shift+p", "Publish"],
      ["mod+b", "Hide or show the tree"],
      ["mod+j", "Hide or show the panel below"],
      ["mod+.", "Hide or show the rail"],
    ],
  },
  {
    title: "Lists",
    keys: [
      ["j k", "Next, previous row"],
      ["enter", "Open the row"],
      ["escape", "Close the drawer"],
      ["/", "Search in the list"],
    ],
  },
  {
    title: "Flow graph",
    keys: [
      ["Tab", "Next node"],
      ["Space", "Summary of the node"],
      ["enter", "Open its script"],
      ["t", "Try the flow"],
    ],
  },
];

export function Shortcuts() {
  const { shortcuts } = useOverlays();
  return (
    <Modal opened={shortcuts} onClose={() => setShortcutsOpen(false)} title="Keyboard shortcuts" size={680}>
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map(([keys, what]) => (
                <div key={keys}>
                  <dt>
                    <KeyHint keys={keys} />
                    <span className="hidden-text">{keys}</span>
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
