import { type ReactNode, useEffect, useRef } from "react";
import { isForOverlay } from "../../../app/keys/overlay-keys.ts";
import { overlayOpen } from "../../../app/keys/where.ts";
import styles from "./layout.module.css";
import { hideFloating } from "./panels.ts";

/** A panel over the text, for a narrow window. Esc, or a press beside it, puts it away; the focus goes back where it was. */
export function FloatingPanel(props: { side: "left" | "right"; label: string; children: ReactNode }) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus({ preventScroll: true });
    function press(event: KeyboardEvent): void {
      if (event.key !== "Escape" || event.defaultPrevented || isForOverlay(event)) return;
      event.preventDefault();
      hideFloating();
    }
    function point(event: PointerEvent): void {
      const target = event.target as Element;
      // Menus, lists and dialogs opened from it lie elsewhere in the page.
      const isBeside = target.closest("#main") !== null && !panel.current?.contains(target);
      if (isBeside && !overlayOpen()) hideFloating();
    }
    window.addEventListener("keydown", press);
    window.addEventListener("pointerdown", point);
    return () => {
      window.removeEventListener("keydown", press);
      window.removeEventListener("pointerdown", point);
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    // A group: what it holds is a landmark by itself.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is of a form
    <div
      ref={panel}
      role="group"
      aria-label={props.label}
      className={styles.floating}
      data-side={props.side}
      tabIndex={-1}
    >
      {props.children}
    </div>
  );
}
