import { useEffect, useRef } from "react";

/** What the editor's keys do. `mod` is ⌘ on a Mac, Ctrl elsewhere. */
export type ShortcutActions = {
  run: () => void;
  save: () => void;
  publish: () => void;
  toggleTree: () => void;
  toggleBottom: () => void;
  toggleRail: () => void;
  nextProblem: () => void;
};

/**
 * Listens in the capture phase, before Monaco: its own bindings for the same keys (⌘⏎ inserts a line, ⌘J joins)
 * would swallow them while the editor has focus.
 */
export function useShortcuts(actions: ShortcutActions, enabled: boolean): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      const name = shortcutOf(event);
      if (!name || event.isComposing) return;
      // A dialog on top owns the keyboard, except for saving, which must never open the browser's dialog.
      if (name !== "save" && document.querySelector('[aria-modal="true"]')) return;
      // Inside Monaco F8 is already bound to its own next-problem view.
      if (name === "nextProblem" && (event.target as Element | null)?.closest?.(".monaco-editor")) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current[name]();
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [enabled]);
}

export function shortcutOf(
  event: Pick<KeyboardEvent, "key" | "code" | "metaKey" | "ctrlKey" | "shiftKey" | "altKey">,
): keyof ShortcutActions | null {
  if (event.altKey) return null;
  const mod = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!mod) return event.key === "F8" && !event.shiftKey ? "nextProblem" : null;
  if (event.shiftKey) return event.code === "KeyP" ? "publish" : null;
  if (event.key === "Enter") return "run";
  if (event.key === ".") return "toggleRail";
  switch (event.key.toLowerCase()) {
    case "s":
      return "save";
    case "b":
      return "toggleTree";
    case "j":
      return "toggleBottom";
    default:
      return null;
  }
}

/** `keys` of a `KeyHint` for each action. */
export const shortcutKeys = {
  run: "mod+enter",
  save: "mod+s",
  publish: "mod+shift+p",
  toggleTree: "mod+b",
  toggleBottom: "mod+j",
  toggleRail: "mod+.",
  nextProblem: "F8",
} as const satisfies Record<keyof ShortcutActions, string>;

const isMac = typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);
