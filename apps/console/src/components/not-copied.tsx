/** Browsers keep the clipboard from pages that come by plain http from another host, and where somebody refused it. */
export function NotCopied() {
  return (
    <span className="small" style={{ color: "var(--sy-warn)" }} role="alert">
      Not copied: the browser does not allow it. Mark the text and copy it by hand.
    </span>
  );
}
