/** Whether a menu, a list of choices, a popover or a dialog is open and takes the keys for itself. */
export function overlayOpen(): boolean {
  const overlays = document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]');
  return [...overlays].some((overlay) => overlay.checkVisibility());
}

/** Whether the key goes into a text, a code editor or a list box. */
export function typing(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  // Boxes and radios take the focus when they are clicked, and no letters.
  const fields = 'input:not([type="checkbox"], [type="radio"]), textarea, select';
  return target.isContentEditable || target.matches(`${fields}, [role=textbox], [role=combobox]`);
}
