// Runs before the first paint, so that a dark screen never flashes white. The key is Mantine's, see src/app/theme/theme.ts.
(() => {
  let kept = null;
  try {
    kept = localStorage.getItem("scriptyard-theme");
  } catch {
    // Storage may be off; the system's theme serves.
  }
  const dark = kept === "dark" || (kept !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
