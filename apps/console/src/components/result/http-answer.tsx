import { type HttpAnswer, httpAnswerOf } from "@scriptyard/model";
import { formatBytes } from "../format.ts";
import type { Tone } from "../tone.ts";
import { BodyView } from "./body-view.tsx";
import styles from "./result.module.css";
import type { Shown } from "./result-views.ts";

export function HttpLead({ shown }: { shown: Shown }) {
  const answer = httpAnswerOf(shown.result);
  return answer && <HttpStatus answer={answer} />;
}

export function HttpBody({ shown }: { shown: Shown }) {
  const answer = httpAnswerOf(shown.result);
  return answer && <HttpContent answer={answer} />;
}

/** `201 Created · application/json · 27 B` */
export function HttpStatus({ answer }: { answer: HttpAnswer }) {
  const { status, body } = answer;
  const type = typeOf(answer);
  return (
    <>
      <span className={styles.status} data-tone={toneOf(status)}>
        {status} {reasons[status] && <span className={styles.reason}>{reasons[status]}</span>}
      </span>
      {type && <span className={styles.type}>{type}</span>}
      {body !== null && (
        <span className={styles.type}>{formatBytes(new TextEncoder().encode(body).length)}</span>
      )}
    </>
  );
}

/** The body as what it is, the headers below. */
export function HttpContent({ answer }: { answer: HttpAnswer }) {
  const headers = Object.entries(answer.headers);
  return (
    <div className={styles.body}>
      <BodyView text={answer.body} type={typeOf(answer) ?? ""} />
      {headers.length > 0 && (
        <section aria-label="Response headers">
          <dl className={styles.headers}>
            {headers.map(([name, value]) => (
              <div key={name} style={{ display: "contents" }}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}

function typeOf({ headers }: HttpAnswer): string | null {
  return headers["content-type"]?.split(";")[0]?.trim().toLowerCase() ?? null;
}

function toneOf(status: number): Tone {
  if (status >= 500) return "error";
  if (status >= 400) return "warn";
  return status >= 300 ? "info" : "ok";
}

/** Those that endpoints answer; others are known by their number. */
const reasons: { readonly [status: number]: string } = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No content",
  301: "Moved for good",
  302: "Found",
  303: "See other",
  304: "Not modified",
  307: "Moved for now",
  308: "Moved for good",
  400: "Bad request",
  401: "Unauthorised",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  410: "Gone",
  413: "Too large",
  415: "Unsupported type",
  422: "Not acceptable as it is",
  429: "Too many requests",
  500: "Failed",
  503: "Busy",
  504: "Took too long",
};
