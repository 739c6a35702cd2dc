/**
 * Remembers what has the focus; the answer gives it back, where it is still in the page. For what is in the page only
 * while it is open: Mantine's dialogs give the focus back only when they had been there, closed, before.
 *
 * @example useLayoutEffect(takeFocus, []);
 */
export function takeFocus(): () => void {
  const before = document.activeElement;
  return () => {
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
}
