import { Modal } from "@mantine/core";
import { useLayoutEffect } from "react";
import { KeyHint, keyText } from "../../components/key-hint.tsx";
import { takeFocus } from "../../components/take-focus.ts";
import { type ShortcutPlace, shortcutsOf } from "../keys/shortcuts.ts";
import { setShortcutsOpen, useOverlays } from "./overlays.ts";
import styles from "./shortcuts.module.css";

const groups: { title: string; place: ShortcutPlace }[] = [
  { title: "Anywhere", place: "anywhere" },
  { title: "Go to", place: "go" },
  { title: "Editor", place: "editor" },
  { title: "In the text", place: "code" },
  { title: "Publishing", place: "sheet" },
  { title: "Trace", place: "trace" },
  { title: "Lists", place: "lists" },
  { title: "Errors", place: "errors" },
  { title: "Flow graph", place: "flow" },
];

export function Shortcuts() {
  const { shortcuts } = useOverlays();
  useLayoutEffect(takeFocus, []);
  return (
    <Modal opened={shortcuts} onClose={() => setShortcutsOpen(false)} title="Keyboard shortcuts" size={680}>
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {shortcutsOf(group.place).map((shortcut) => (
                <div key={shortcut.keys}>
                  <dt>
                    <KeyHint of={shortcut} />
                    <span className="hidden-text">{keyText(shortcut)}</span>
                  </dt>
                  <dd>{shortcut.what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
