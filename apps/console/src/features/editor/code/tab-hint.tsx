import { TabFocus } from "monaco-editor/editor/browser/config/tabFocus.js";
import { useEffect, useState, useSyncExternalStore } from "react";
import { shortcuts } from "../../../app/keys/shortcuts.ts";
import { KeyHint } from "../../../components/key-hint.tsx";
import type { monaco } from "../../../monaco/setup.ts";
import styles from "./code.module.css";

type Editor = monaco.editor.IStandaloneCodeEditor;

/**
 * What Tab does in the text, to who may need it: while it leaves the text, and to who came into the text by Tab, until they
 * type. A text that keeps Tab to itself is a trap for who has no mouse. Readers have it in the text's name, and hear it from
 * Monaco when it changes.
 */
export function TabHint({ editor }: { editor: Editor | null }) {
  const leaves = useTabLeaves();
  const cameByTab = useCameByTab(editor);
  if (!leaves && !cameByTab) return null;
  return (
    <p className={styles.tabHint} aria-hidden="true">
      {leaves ? "Tab leaves the text" : "Tab indents here"}
      <KeyHint of={shortcuts.leaveByTab} />
      {leaves ? "makes it indent" : "makes it leave the text"}
    </p>
  );
}

/** One mode for all editors of a page, which Monaco keeps. */
function useTabLeaves(): boolean {
  return useSyncExternalStore(follow, TabFocus.getTabFocusMode.bind(TabFocus));
}

function follow(onChange: () => void): () => void {
  const heard = TabFocus.onDidChangeTabFocus(onChange);
  return () => heard.dispose();
}

function useCameByTab(editor: Editor | null): boolean {
  const [came, setCame] = useState(false);
  useEffect(() => {
    if (!editor) return;
    let tab = false;
    const press = (event: Event) => {
      tab = event instanceof KeyboardEvent && event.key === "Tab";
    };
    const events = ["keydown", "keyup", "pointerdown"] as const;
    for (const name of events) window.addEventListener(name, press, { capture: true });
    const heard = [
      editor.onDidFocusEditorText(() => setCame(tab)),
      editor.onDidBlurEditorText(() => setCame(false)),
      editor.onDidChangeModelContent(() => setCame(false)),
    ];
    return () => {
      for (const name of events) window.removeEventListener(name, press, { capture: true });
      for (const one of heard) one.dispose();
      setCame(false);
    };
  }, [editor]);
  return came;
}
