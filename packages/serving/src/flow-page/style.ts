import { createHash } from "node:crypto";

/**
 * The end-user page's whole look. Kept as text in a module because the compiler copies no other files; served under an
 * address with its hash, so that browsers keep it for good and the page's policy needs no inline style.
 */
export const styleText = `
:root {
  color-scheme: light dark;
  --page: #f5f6f9; --card: #ffffff; --line: #dfe2ea; --strong-line: #8b91a3;
  --text: #171a24; --soft: #565d70; --accent: #5b5bd6; --accent-text: #ffffff; --focus: #5b5bd6;
  --red: #b3261e; --red-soft: #fdecea; --green: #17663a; --green-soft: #e7f5ec;
  --amber: #7a4d00; --amber-soft: #fdf3dd; --blue: #1f4fa3; --blue-soft: #e8f0fd;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10121a; --card: #181b25; --line: #2c3040; --strong-line: #737a90;
    --text: #eceef5; --soft: #a4abbf; --accent: #8e8cff; --accent-text: #10121a; --focus: #a5a3ff;
    --red: #ff9c94; --red-soft: #3a1d1c; --green: #7fd8a2; --green-soft: #15301f;
    --amber: #f2c36b; --amber-soft: #352810; --blue: #9ec2ff; --blue-soft: #182745;
  }
}
* { box-sizing: border-box; }
html { font-size: 100%; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; min-height: 100dvh; background: var(--page); color: var(--text);
  font: 400 1rem/1.5 Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  display: grid; place-items: start center;
}
.frame { width: 100%; max-width: 27rem; padding: clamp(1rem, 9vh, 6rem) 1rem 2rem; }
.brand { display: flex; align-items: center; gap: .625rem; margin: 0 0 1rem; padding: 0 .25rem; }
.mark {
  display: grid; place-items: center; width: 2rem; height: 2rem; border-radius: .5rem;
  background: var(--accent); color: var(--accent-text); font-weight: 700;
}
.name { font-weight: 600; letter-spacing: -.01em; overflow-wrap: anywhere; }
.draft {
  margin-left: auto; padding: .125rem .5rem; border-radius: 1rem; font-size: .8125rem; font-weight: 600;
  background: var(--amber-soft); color: var(--amber);
}
.card {
  background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
  padding: clamp(1.25rem, 6vw, 2rem);
}
h1 { margin: 0 0 1rem; font-size: 1.375rem; line-height: 1.25; letter-spacing: -.02em; overflow-wrap: anywhere; }
h2 { margin: 1.5rem 0 .5rem; font-size: 1.0625rem; line-height: 1.35; overflow-wrap: anywhere; }
p { margin: 0 0 1rem; }
.text { white-space: pre-line; overflow-wrap: anywhere; color: var(--text); }
.field { margin: 0 0 1.125rem; }
label, legend { display: block; font-weight: 600; font-size: .9375rem; margin: 0 0 .25rem; padding: 0; overflow-wrap: anywhere; }
.optional { font-weight: 400; color: var(--soft); }
.hint { margin: 0 0 .375rem; font-size: .875rem; color: var(--soft); overflow-wrap: anywhere; }
input:not([type=checkbox]):not([type=radio]), select {
  width: 100%; min-height: 2.875rem; padding: .5rem .75rem; font: inherit; color: inherit;
  background: var(--page); border: 1px solid var(--strong-line); border-radius: .5rem;
}
input.code { font: 500 1.25rem/1.5 "JetBrains Mono", ui-monospace, Menlo, Consolas, monospace; letter-spacing: .18em; }
input[type=checkbox], input[type=radio] { width: 1.25rem; height: 1.25rem; margin: .125rem 0 0; accent-color: var(--accent); }
.check { display: grid; grid-template-columns: 1.25rem 1fr; gap: .25rem .75rem; align-items: start; }
.check > label { font-weight: 400; font-size: 1rem; margin: 0; }
.check > .hint, .check > .error { grid-column: 2; margin: 0; }
fieldset { border: 0; margin: 0 0 1.125rem; padding: 0; min-width: 0; }
.option {
  display: grid; grid-template-columns: 1.25rem 1fr; gap: .75rem; align-items: start;
  padding: .75rem; border: 1px solid var(--strong-line); border-radius: .5rem; margin: .5rem 0 0;
}
.option > label { font-weight: 400; font-size: 1rem; margin: 0; }
.option:has(input:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.wrong input, .wrong select { border-color: var(--red) !important; }
.error { margin: .375rem 0 0; font-size: .875rem; font-weight: 500; color: var(--red); overflow-wrap: anywhere; }
.error::before { content: "⚠ "; }
.summary { margin: 0 0 1.25rem; padding: .75rem 1rem; border-radius: .5rem; background: var(--red-soft); color: var(--red); }
.summary p { margin: 0; font-weight: 600; }
.summary ul { margin: .25rem 0 0; padding-left: 1.25rem; }
.summary a { color: inherit; }
.notice { padding: .75rem 1rem; border-radius: .5rem; white-space: pre-line; overflow-wrap: anywhere; background: var(--blue-soft); color: var(--blue); }
.notice.error { margin: 0 0 1rem; font-size: 1rem; font-weight: 400; background: var(--red-soft); color: var(--red); }
.notice.error::before { content: none; }
.notice.success { background: var(--green-soft); color: var(--green); }
.notice.warning { background: var(--amber-soft); color: var(--amber); }
button, .button {
  display: block; width: 100%; min-height: 2.875rem; padding: .625rem 1rem; border: 1px solid transparent;
  border-radius: .5rem; font: inherit; font-weight: 600; text-align: center; text-decoration: none;
  cursor: pointer; background: var(--accent); color: var(--accent-text); overflow-wrap: anywhere;
}
button:hover, .button:hover { filter: brightness(1.08); }
.button.quiet { background: transparent; color: var(--text); border-color: var(--strong-line); }
form > button { margin-top: 1.5rem; }
form > :last-child, .card > :last-child { margin-bottom: 0; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.qr-frame { display: grid; place-items: center; margin: 0 0 1rem; }
.qr { display: block; max-width: 100%; height: auto; border-radius: .5rem; }
dl { margin: 0 0 1rem; border-top: 1px solid var(--line); }
dl > div { display: grid; grid-template-columns: minmax(6rem, 2fr) 3fr; gap: .75rem; padding: .5rem 0; border-bottom: 1px solid var(--line); }
dt { color: var(--soft); overflow-wrap: anywhere; }
dd { margin: 0; overflow-wrap: anywhere; font: 400 .875rem/1.6 "JetBrains Mono", ui-monospace, Menlo, Consolas, monospace; }
code { font: 400 .875em "JetBrains Mono", ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.code-line { color: var(--soft); font-size: .9375rem; }
footer { margin: 1rem .25rem 0; font-size: .8125rem; color: var(--soft); }
`.trimStart();

const version = createHash("sha256").update(styleText).digest("hex").slice(0, 12);

/** Changes with the text. One path segment, so that it is no realm's flow. */
export const styleHref = `/f/style-${version}.css`;
