import { Search } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { takeFocus } from "../../../components/take-focus.ts";
import { closePalette, useOverlays } from "../overlays.ts";
import styles from "./palette.module.css";
import type { ListHandle } from "./palette-list.tsx";
import { usePaletteList } from "./use-palette-list.ts";

/** ⌘K. Its field is part of the first page and has the focus within the very key that opens it; see DESIGN.md. */
export function Palette() {
  return useOverlays().palette ? <Open /> : null;
}

const asks = "Find a page, a script, a flow or an action, or paste an id";

function Open() {
  const [query, setQuery] = useState("");
  const [active, setActive] = useState<string | undefined>();
  // Enter before there is something to choose: it chooses what comes.
  const [entered, setEntered] = useState(false);
  const list = useRef<ListHandle>(null);
  const { List, failed } = usePaletteList();

  function press(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") closePalette();
    else if (step !== undefined) list.current?.move(step);
    else if (event.key === "Enter") {
      if (!list.current?.choose()) setEntered(true);
    }
    // By Tab there is nowhere to go: only the field ever has the focus.
    else if (event.key !== "Tab") return;
    // What has the focus afterwards must not hear the same key.
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the click is on what is around the dialog
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same
    <div
      ref={openOver}
      popover="manual"
      className={styles.around}
      // The field keeps the focus wherever one clicks.
      onMouseDown={(event) => event.target instanceof HTMLInputElement || event.preventDefault()}
      onClick={(event) => event.target === event.currentTarget && closePalette()}
    >
      <div className={styles.palette} role="dialog" aria-label="Find" aria-modal="true">
        <div className={styles.field}>
          <Search size={16} aria-hidden="true" />
          <input
            type="text"
            role="combobox"
            aria-label={asks}
            aria-expanded="true"
            aria-controls="palette-list"
            aria-activedescendant={active}
            aria-autocomplete="list"
            // Mantine's dialogs, of which one may be below, leave its keys alone.
            data-mantine-stop-propagation="true"
            placeholder={asks}
            autoComplete="off"
            spellCheck={false}
            maxLength={500}
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value);
              setEntered(false);
            }}
            onKeyDown={press}
            // A page that comes meanwhile may take the focus for itself.
            onBlur={(event) => event.relatedTarget && event.currentTarget.focus()}
          />
        </div>
        {List ? (
          <List
            id="palette-list"
            query={query}
            handle={list}
            onActive={setActive}
            entered={entered}
            onNothing={() => setEntered(false)}
          />
        ) : (
          <p id="palette-list" className={styles.nothing} role="status">
            {failed ? "The list could not be fetched. Close this and try again." : "Looking…"}
          </p>
        )}
      </div>
    </div>
  );
}

/**
 * Over everything, also over a dialog that is open. It is no modal `<dialog>`: that makes the whole page inert, which styles
 * each of its elements anew. What had the focus has it again before whatever was chosen runs.
 */
function openOver(around: HTMLDivElement): () => void {
  const giveBack = takeFocus();
  around.showPopover();
  around.querySelector("input")?.focus();
  return () => {
    around.hidePopover();
    giveBack();
  };
}
