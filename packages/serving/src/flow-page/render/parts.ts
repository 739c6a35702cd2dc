import type { UiPart } from "@scriptyard/model";
import { allowedLink } from "../links.ts";
import { attribute, type Html, html } from "./html.ts";
import { qrCode } from "./qr.ts";

type Field = Extract<UiPart, { type: "field" }>;
type Choice = Extract<UiPart, { type: "choice" }>;

export type PartScope = {
  /** Hosts that links may point to. */
  allowedHosts: readonly string[];
  /** What was typed before, where the form came back with errors. */
  typed: { [name: string]: string };
  /** Name of the field that gets the focus: the first with an error. */
  focus: string | null;
};

export const fieldId = (name: string): string => `f-${name}`;

/** One part of a block. The vocabulary is closed: a part without a case here does not compile. */
export function renderPart(part: UiPart, scope: PartScope): Html {
  switch (part.type) {
    case "heading":
      return html`<h2>${part.text}</h2>`;
    case "text":
      return html`<p class="text">${part.text}</p>`;
    case "field":
      return part.kind === "checkbox" ? checkbox(part, scope) : field(part, scope);
    case "choice":
      return choice(part, scope);
    case "link": {
      const url = allowedLink(part.url, scope.allowedHosts);
      // An address that is not allowed stays readable, but cannot be followed.
      if (url === null) return html`<p class="text">${part.text}</p>`;
      return html`<p><a href="${url}" rel="noopener noreferrer" target="_blank">${part.text}</a></p>`;
    }
    case "qr":
      return html`<div class="qr-frame">${qrCode(part.value, part.alt)}</div>`;
    case "notice":
      return html`<p class="notice ${part.tone}"${attribute("role", part.tone === "error" ? "alert" : "status")}>${part.text}</p>`;
  }
}

function field(part: Field, scope: PartScope): Html {
  const id = fieldId(part.name);
  const required = part.required ?? true;
  const described = describedBy(part);
  const common = html` id="${id}" name="${part.name}"${attribute("required", required)}${attribute("aria-describedby", described)}${attribute("aria-invalid", part.error === undefined ? null : "true")}${attribute("autofocus", scope.focus === part.name)}`;
  const value = scope.typed[part.name] ?? part.value;
  const control =
    part.kind === "select"
      ? html`<select${common}${attribute("autocomplete", part.autocomplete)}>${options(part, value)}</select>`
      : html`<input${common}${inputAttributes(part, value)}>`;
  return html`<div class="field${part.error === undefined ? "" : " wrong"}"><label for="${id}">${part.label}${required ? null : html` <span class="optional">optional</span>`}</label>${hint(part)}${control}${problem(part)}</div>`;
}

function checkbox(part: Field, scope: PartScope): Html {
  const id = fieldId(part.name);
  const typed = scope.typed[part.name];
  const checked = typed === undefined ? part.value === "true" : typed === "true";
  return html`<div class="field check${part.error === undefined ? "" : " wrong"}"><input type="checkbox" id="${id}" name="${part.name}" value="true"${attribute("checked", checked)}${attribute("required", part.required === true)}${attribute("aria-describedby", describedBy(part))}${attribute("aria-invalid", part.error === undefined ? null : "true")}${attribute("autofocus", scope.focus === part.name)}><label for="${id}">${part.label}</label>${hint(part)}${problem(part)}</div>`;
}

function choice(part: Choice, scope: PartScope): Html {
  const typed = scope.typed[part.name];
  const required = part.required ?? true;
  const items = part.options.map(({ value, label }, index) => {
    const id = `${fieldId(part.name)}-${index}`;
    return html`<div class="option"><input type="radio" id="${id}" name="${part.name}" value="${value}"${attribute("required", required)}${attribute("checked", typed === value)}><label for="${id}">${label}</label></div>`;
  });
  return html`<fieldset id="${fieldId(part.name)}"><legend>${part.label}</legend>${items}</fieldset>`;
}

function options(part: Field, value: string | undefined): Html[] {
  const all = part.options ?? [];
  const chosen = all.some((option) => option.value === value) ? value : undefined;
  const empty = chosen === undefined ? [html`<option value="" selected>Choose…</option>`] : [];
  return [
    ...empty,
    ...all.map(
      (option) =>
        html`<option value="${option.value}"${attribute("selected", option.value === chosen)}>${option.label}</option>`,
    ),
  ];
}

function inputAttributes(part: Field, value: string | undefined): Html {
  const shown = part.kind === "password" || part.kind === "code" ? null : value;
  const kinds = {
    text: html` type="text"`,
    email: html` type="email" inputmode="email" spellcheck="false"`,
    password: html` type="password"`,
    code: html` type="text" inputmode="numeric" class="code" spellcheck="false" autocapitalize="off"`,
    date: html` type="date"`,
    select: null,
    checkbox: null,
  };
  const usual = { email: "email", password: "current-password", code: "one-time-code" } as const;
  const autocomplete = part.autocomplete ?? usual[part.kind as keyof typeof usual] ?? null;
  return html`${kinds[part.kind]}${attribute("value", shown)}${attribute("pattern", part.pattern)}${attribute("autocomplete", autocomplete)}`;
}

function describedBy(part: Field): string | null {
  const ids = [
    part.hint === undefined ? null : `${fieldId(part.name)}-hint`,
    part.error === undefined ? null : `${fieldId(part.name)}-error`,
  ].filter((id) => id !== null);
  return ids.length === 0 ? null : ids.join(" ");
}

const hint = (part: Field): Html | null =>
  part.hint === undefined ? null : html`<p class="hint" id="${fieldId(part.name)}-hint">${part.hint}</p>`;

const problem = (part: Field): Html | null =>
  part.error === undefined ? null : html`<p class="error" id="${fieldId(part.name)}-error">${part.error}</p>`;
