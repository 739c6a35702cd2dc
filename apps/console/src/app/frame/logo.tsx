/** A yard seen from above, with the slash of a script in it. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="#5b5bd6" />
      <path
        d="M12 4.2 19.8 12 12 19.8 4.2 12Z"
        fill="none"
        stroke="#fff"
        strokeWidth="1.9"
        strokeLinejoin="round"
      />
      <path d="M13.1 8.9 10.9 15.1" fill="none" stroke="#fff" strokeWidth="1.9" strokeLinecap="round" />
    </svg>
  );
}

export function Wordmark({ size = 20 }: { size?: number }) {
  return (
    <span style={{ display: "inline-flex", alignItems: "center", gap: size * 0.45 }}>
      <Mark size={size} />
      <span style={{ fontWeight: 650, fontSize: size * 0.72, letterSpacing: "-0.022em" }}>Scriptyard</span>
    </span>
  );
}
