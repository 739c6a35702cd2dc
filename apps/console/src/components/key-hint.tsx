import { isMac } from "../app/keys/pressed.ts";
import styles from "./key-hint.module.css";

/** `mod+shift+p` → `⌘⇧P` on a Mac, `Ctrl Shift P` elsewhere. Keys pressed one after the other are separated by a space. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <span className={styles.hint} aria-hidden="true">
      {keys.split(" ").map((chord, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
        <kbd key={index}>{keyText(chord)}</kbd>
      ))}
    </span>
  );
}

export function keyText(chord: string, onMac = isMac): string {
  const names: Record<string, string> = {
    escape: "Esc",
    space: "Space",
    tab: "Tab",
    ...(onMac
      ? { mod: "⌘", shift: "⇧", alt: "⌥", ctrl: "⌃", enter: "⏎" }
      : { mod: "Ctrl", shift: "Shift", alt: "Alt", ctrl: "Ctrl", enter: "Enter" }),
  };
  return chord
    .split("+")
    .map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join(onMac ? "" : "+");
}
