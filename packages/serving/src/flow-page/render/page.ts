import { styleHref } from "../style.ts";
import { attribute, type Html, html } from "./html.ts";

export type PageFrame = {
  /** Title of the realm: the wordmark. */
  realm: string;
  title: string;
  /** Path that all addresses are below; empty = none. */
  basePath: string;
  /** Leads the title, so that a screen reader says it first. */
  failed?: boolean;
  /** What the walk is when it is not a visitor's. */
  mark?: "Draft" | "Trial" | null;
  /** Shown small at the end, to be named in a call for help. */
  requestId?: string | null;
};

/** A whole page around its content. */
export function renderPage(frame: PageFrame, content: Html): string {
  const { realm, title, basePath, failed, mark, requestId } = frame;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${failed ? "Error: " : ""}${title} · ${realm}</title>
<link rel="icon" href="${basePath}/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${basePath}${styleHref}">
</head>
<body>
<div class="frame">
<header class="brand"><span class="mark" aria-hidden="true">${initial(realm)}</span><span class="name">${realm}</span>${mark ? html`<span class="draft">${mark}</span>` : null}</header>
<main class="card"${attribute("aria-labelledby", "title")}>
<h1 id="title">${title}</h1>
${content}
</main>
${requestId ? html`<footer>Request <code>${requestId}</code></footer>` : null}
</div>
</body>
</html>
`.text;
}

function initial(realm: string): string {
  const [first] = new Intl.Segmenter().segment(realm.trim());
  return first?.segment.toUpperCase() ?? "·";
}
