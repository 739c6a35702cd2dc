/**
 * Whether a menu, a list of choices, a popover or a dialog is open and takes the keys for itself. What only stands beside the
 * page has another role (see `FirstSteps`), or the page's keys would be dead for as long as it stands there.
 */
export function overlayOpen(): boolean {
  const overlays = document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]');
  // Monaco's find bar is a dialog that is moved out of sight when it is closed: only this attribute tells.
  return [...overlays].some(
    (overlay) => overlay.checkVisibility() && overlay.closest('[aria-hidden="true"]') === null,
  );
}

/** Whether the key goes into a text, a code editor or a list box. */
export function typing(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  // Boxes and radios take the focus when they are clicked, and no letters.
  const fields = 'input:not([type="checkbox"], [type="radio"]), textarea, select';
  return target.isContentEditable || target.matches(`${fields}, [role=textbox], [role=combobox]`);
}
