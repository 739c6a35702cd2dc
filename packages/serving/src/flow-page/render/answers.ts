import type { Json, Realm, UiBlock, UiPart } from "@scriptyard/model";
import type { FlowAnswer } from "@scriptyard/runner";
import { allowedLink } from "../links.ts";
import { type Html, html } from "./html.ts";
import { renderPage } from "./page.ts";
import { fieldId, renderPart } from "./parts.ts";

export type AnswerScope = {
  realm: Pick<Realm, "title" | "allowedHosts">;
  flowTitle: string;
  /** Set for a trial from the console, of drafts or of what is live. */
  mark: "Draft" | "Trial" | null;
  /** Path of the session's page: where its form is sent. */
  action: string;
  /** Path that starts the flow anew. */
  restart: string;
  /** Path that all addresses are below; empty = none. */
  basePath: string;
  typed: { [name: string]: string };
};

/** The page for where a session stands. */
export function renderAnswer(answer: FlowAnswer, scope: AnswerScope): string {
  switch (answer.action) {
    case "challenge":
      return challenge(answer, answer.block ?? { parts: [] }, scope);
    case "redirect":
      return redirect(answer, scope);
    case "reject":
      return reject(answer, scope);
    case "done":
      return done(answer, scope);
    case "continue":
      // Never a place to rest; shown as a form with nothing but its button.
      return challenge(answer, { parts: [] }, scope);
  }
}

function challenge(answer: FlowAnswer, block: UiBlock, scope: AnswerScope): string {
  // A first heading serves as the title where the block has none, so that there is one h1 and no text twice.
  const first = block.parts[0];
  const leads = block.title === undefined && first?.type === "heading";
  const title = block.title ?? (leads ? first.text : scope.flowTitle);
  const parts = leads ? block.parts.slice(1) : block.parts;
  const wrong = parts.filter((part): part is Wrong => part.type === "field" && part.error !== undefined);
  const partScope = {
    allowedHosts: scope.realm.allowedHosts,
    typed: scope.typed,
    focus: wrong[0]?.name ?? null,
  };
  const content = html`${summary(wrong)}<form method="post" action="${scope.action}"><input type="hidden" name="_step" value="${answer.step}">${parts.map((part) => renderPart(part, partScope))}<button type="submit">${block.submit ?? "Continue"}</button></form>`;
  return renderPage(
    {
      realm: scope.realm.title,
      basePath: scope.basePath,
      title,
      mark: scope.mark,
      failed: wrong.length > 0,
    },
    content,
  );
}

type Wrong = Extract<UiPart, { type: "field" }>;

function summary(wrong: readonly Wrong[]): Html | null {
  if (wrong.length === 0) return null;
  const items = wrong.map(
    (part) => html`<li><a href="#${fieldId(part.name)}">${part.label}: ${part.error}</a></li>`,
  );
  return html`<div class="summary" role="alert"><p>${wrong.length === 1 ? "One answer needs another look" : `${wrong.length} answers need another look`}</p><ul>${items}</ul></div>`;
}

function redirect(answer: FlowAnswer, scope: AnswerScope): string {
  const url = answer.url === undefined ? null : allowedLink(answer.url, scope.realm.allowedHosts);
  const title = "One step elsewhere";
  const content =
    url === null
      ? html`<p class="text">This step leads to an address that is not on the list of allowed hosts.</p>`
      : html`<p class="text">The next step is at <strong>${new URL(url).host}</strong>. You come back here afterwards.</p><p><a class="button" href="${url}" rel="noreferrer">Continue to ${new URL(url).host}</a></p>`;
  return renderPage({ realm: scope.realm.title, basePath: scope.basePath, title, mark: scope.mark }, content);
}

function reject(answer: FlowAnswer, scope: AnswerScope): string {
  const { requestId, message = "This step could not be completed." } = answer;
  const at = message.indexOf(requestId);
  // A sentence that names the request is all that has to be said of it: twice, it reads as two numbers.
  const words =
    at < 0
      ? html`${message}`
      : html`${message.slice(0, at)}<code>${requestId}</code>${message.slice(at + requestId.length)}`;
  return renderPage(
    {
      realm: scope.realm.title,
      basePath: scope.basePath,
      title: "This did not work",
      mark: scope.mark,
      requestId: at < 0 ? requestId : null,
    },
    html`<p class="notice error" role="alert">${words}</p><p class="code-line">Code <code>${answer.code ?? "rejected"}</code></p>${restart(scope)}`,
  );
}

function done(answer: FlowAnswer, scope: AnswerScope): string {
  const { facts, text } = answer.summary ?? { facts: [], text: null };
  const rows = facts.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${shown(value)}</dd></div>`);
  const content = html`<p class="notice success" role="status">${scope.flowTitle} is complete.</p>${rows.length === 0 ? null : html`<h2>What it decided</h2><dl>${rows}</dl>`}${text === null ? null : html`<p class="text">${text}</p>`}${restart(scope)}`;
  return renderPage(
    {
      realm: scope.realm.title,
      basePath: scope.basePath,
      title: "All done",
      mark: scope.mark,
      requestId: answer.requestId,
    },
    content,
  );
}

/** Not in a trial: the address starts what is live, and the console has its own button. */
const restart = (scope: AnswerScope): Html | null =>
  scope.mark !== null ? null : html`<p><a class="button quiet" href="${scope.restart}">Start again</a></p>`;

function shown(value: Json): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value.join(", ");
  return JSON.stringify(value);
}

/** The page for what cannot be shown: an unknown flow, a session that ended, a server that is busy. */
export function renderProblem(problem: {
  realm: string;
  title: string;
  message: string;
  basePath: string;
  restart: string | null;
  requestId: string;
}): string {
  return renderPage(
    { realm: problem.realm, basePath: problem.basePath, title: problem.title, requestId: problem.requestId },
    html`<p class="text">${problem.message}</p>${problem.restart === null ? null : html`<p><a class="button" href="${problem.restart}">Start again</a></p>`}`,
  );
}
