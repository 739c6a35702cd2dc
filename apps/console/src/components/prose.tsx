/** A text of the host's, with what stands between backticks as code. */
export function Prose({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text
    index % 2 === 1 ? <code key={index}>{part}</code> : part,
  );
}
