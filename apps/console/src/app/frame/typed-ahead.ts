/**
 * Keys pressed after something was asked for and before its field has the focus: they are meant for that field, and must not
 * go into the text that still has it.
 */
let typed = "";
let waiting = false;

/** @param cancel when Escape is pressed before the field is there */
export function catchTyped(cancel: () => void): void {
  if (waiting) return;
  typed = "";
  waiting = true;
  const press = (event: KeyboardEvent) => {
    if (!waiting) return window.removeEventListener("keydown", press, { capture: true });
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") {
      takeTyped();
      cancel();
    } else if (event.key === "Backspace") typed = typed.slice(0, -1);
    else if (event.key.length === 1) typed += event.key;
  };
  window.addEventListener("keydown", press, { capture: true });
}

/** What was typed so far. From now on keys go where the focus is. */
export function takeTyped(): string {
  waiting = false;
  const all = typed;
  typed = "";
  return all;
}
