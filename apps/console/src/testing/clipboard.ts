/** A clipboard: what was copied, newest last. `refused`: as browsers refuse it, or have none. */
export function fakeClipboard({ refused = false } = {}): string[] {
  const copied: string[] = [];
  const writeText = async (text: string) => {
    if (refused) throw new Error("NotAllowedError");
    copied.push(text);
  };
  Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText } });
  return copied;
}
