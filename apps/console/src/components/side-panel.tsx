import { ActionIcon, Tooltip } from "@mantine/core";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { isForOverlay } from "../app/keys/overlay-keys.ts";
import styles from "./side-panel.module.css";

/**
 * What was opened, beside the list it came from: the list stays usable and keeps its place. It takes the focus, a form's first
 * field where there is one (`data-autofocus`). Esc closes it and puts the focus back where it was.
 */
export function SidePanel(props: {
  label: string;
  title: ReactNode;
  actions?: ReactNode;
  onClose: () => void;
  /** Enter on the panel itself, which has the focus when it opens: what it would have done where the panel was opened. */
  onEnter?: () => void;
  children: ReactNode;
  width?: number;
}) {
  const panel = useRef<HTMLElement>(null);
  const close = useRef(props.onClose);
  useEffect(() => {
    close.current = props.onClose;
  });
  useEffect(() => {
    const before = document.activeElement;
    const first = panel.current?.querySelector<HTMLElement>("[data-autofocus]");
    (first ?? panel.current)?.focus({ preventScroll: true });
    // Whether the key was for a list of choices or a menu is known before that has closed itself by it.
    let forOverlay = false;
    function look(event: KeyboardEvent): void {
      forOverlay = event.key === "Escape" && isForOverlay(event);
    }
    function press(event: KeyboardEvent): void {
      if (event.key !== "Escape" || event.defaultPrevented || forOverlay) return;
      event.preventDefault();
      close.current();
    }
    window.addEventListener("keydown", look, { capture: true });
    window.addEventListener("keydown", press);
    return () => {
      window.removeEventListener("keydown", look, { capture: true });
      window.removeEventListener("keydown", press);
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <section
      ref={panel}
      className={styles.panel}
      aria-label={props.label}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget && event.key === "Enter") props.onEnter?.();
      }}
      style={{ width: props.width ?? 560 }}
    >
      <header className={styles.head}>
        <div className={styles.title}>{props.title}</div>
        <div className={styles.actions}>
          {props.actions}
          <Tooltip label="Close (Esc)">
            <ActionIcon aria-label="Close" onClick={props.onClose}>
              <X size={16} />
            </ActionIcon>
          </Tooltip>
        </div>
      </header>
      <div className={styles.body}>{props.children}</div>
    </section>
  );
}
