import { isMac, keysOf } from "../app/keys/pressed.ts";
import type { Shortcut } from "../app/keys/shortcuts.ts";
import styles from "./key-hint.module.css";

type Keys = Pick<Shortcut, "keys" | "mac">;

/** `mod+shift+p` → `⌘⇧P` on a Mac, `Ctrl+Shift+P` elsewhere. Keys pressed one after the other stand apart. */
export function KeyHint({ of }: { of: Keys }) {
  return (
    <span className={styles.hint} aria-hidden="true">
      {chordsOf(of).map((chord, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
        <kbd key={index}>{chord}</kbd>
      ))}
    </span>
  );
}

/** The same as a text. */
export function keyText(of: Keys, onMac = isMac): string {
  return chordsOf(of, onMac).join(" ");
}

function chordsOf(of: Keys, onMac = isMac): string[] {
  const names: Record<string, string> = {
    escape: "Esc",
    space: "Space",
    tab: "Tab",
    delete: "Delete",
    ...(onMac
      ? { mod: "⌘", shift: "⇧", alt: "⌥", ctrl: "⌃", enter: "⏎", backspace: "⌫" }
      : { mod: "Ctrl", shift: "Shift", alt: "Alt", ctrl: "Ctrl", enter: "Enter", backspace: "Backspace" }),
  };
  return keysOf(of, onMac)
    .split(" ")
    .map((chord) =>
      chord
        .split("+")
        .map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
        .join(onMac ? "" : "+"),
    );
}
