import styles from "./key-hint.module.css";

const mac = typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);

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

export function keyText(chord: string, onMac = mac): string {
  const names: Record<string, string> = onMac
    ? { mod: "⌘", shift: "⇧", alt: "⌥", enter: "⏎", escape: "Esc" }
    : { mod: "Ctrl", shift: "Shift", alt: "Alt", enter: "Enter", escape: "Esc" };
  return chord
    .split("+")
    .map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join(onMac ? "" : "+");
}
