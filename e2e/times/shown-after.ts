import type { Page } from "@playwright/test";

/**
 * Milliseconds from the first key or click of `act` until the page has drawn what it leads to, by the page's own clock:
 * what the test program takes to press and to ask is not counted.
 *
 * @param steps selectors that match one after the other, each at a time of its own
 * @example await shownAfter(page, ['[role="option"]'], () => page.keyboard.press("Control+k"))
 */
export async function shownAfter(
  page: Page,
  steps: readonly string[],
  act: () => Promise<void>,
): Promise<number> {
  const watching = await page.evaluateHandle((selectors) => {
    const left = [...selectors];
    let since: number | null = null;
    const shown = new Promise<number>((resolve) => {
      const begin = () => {
        since ??= performance.now();
      };
      for (const event of ["keydown", "pointerdown"]) addEventListener(event, begin, { capture: true });
      const observer = new MutationObserver(() => {
        while (since !== null && left[0] !== undefined && document.querySelector(left[0])) left.shift();
        if (left.length > 0) return;
        observer.disconnect();
        for (const event of ["keydown", "pointerdown"]) removeEventListener(event, begin, { capture: true });
        // Drawn: the frame after the one that is being made.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - (since ?? 0))));
      });
      observer.observe(document, { subtree: true, childList: true, attributes: true });
    });
    return { shown };
  }, steps);
  await act();
  return await watching.evaluate(({ shown }) => shown);
}
