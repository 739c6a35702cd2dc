import type { KeyboardEvent, RefObject } from "react";
import { useKey } from "../../../app/keys/use-key.ts";

/** Keyboard of a tree (WAI-ARIA): arrows move, right and left unfold and fold, Home and End, letters jump; `/` filters. */
export function useTreeKeys(
  root: RefObject<HTMLElement | null>,
  toggle: (module: string, open: boolean) => void,
) {
  const items = () => [...(root.current?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [])];

  useKey("search", () => root.current?.closest("nav")?.querySelector("input")?.focus());

  const onKeyDown = (event: KeyboardEvent) => {
    const all = items();
    const here = all.indexOf(document.activeElement as HTMLElement);
    const current = all[here];
    if (!current || event.ctrlKey || event.metaKey || event.altKey) return;
    const go = (element: HTMLElement | undefined) => {
      event.preventDefault();
      element?.focus();
    };
    const module = current.dataset.module;
    const open = current.getAttribute("aria-expanded") === "true";
    switch (event.key) {
      case "ArrowDown":
        return go(all[here + 1]);
      case "ArrowUp":
        return go(all[here - 1]);
      case "Home":
        return go(all[0]);
      case "End":
        return go(all.at(-1));
      case "ArrowRight":
        if (module === undefined) return;
        return open ? go(all[here + 1]) : toggle(module, open);
      case "ArrowLeft":
        if (module !== undefined) return open ? toggle(module, open) : undefined;
        return go(all.slice(0, here).findLast((item) => item.getAttribute("aria-level") === "1"));
      default: {
        if (event.key.length !== 1 || event.key === " " || event.key === "/") return;
        const key = event.key.toLowerCase();
        const order = [...all.slice(here + 1), ...all.slice(0, here)];
        return go(order.find((item) => item.textContent?.trim().toLowerCase().startsWith(key)));
      }
    }
  };

  return { onKeyDown, focusFirst: () => items()[0]?.focus() };
}
