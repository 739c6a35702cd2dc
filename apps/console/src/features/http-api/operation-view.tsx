import { serverAddress } from "../../app/mount.ts";
import { useRealm } from "../../app/realm.ts";
import { CallCommand } from "../../components/call/call-command.tsx";
import { CopyId } from "../../components/copy-id.tsx";
import { Prose } from "../../components/prose.tsx";
import type { ApiDocument, Operation } from "./document.ts";
import { requestOf } from "./example.ts";
import styles from "./http-api.module.css";
import { SchemaView } from "./schema-view.tsx";

/** One operation: what it does, what it needs, what it takes, what it answers, and a command that calls it. */
export function OperationView({ operation, document }: { operation: Operation; document: ApiDocument }) {
  const realm = useRealm();
  const { method, path, summary, description, needs, parameters, body, answers } = operation;
  const { schemas } = document;
  const title = `operation-${operation.id}`;
  return (
    <article className={styles.operation} aria-labelledby={title}>
      <h2 id={title}>{summary || operation.id}</h2>
      <div className={styles.address}>
        <Method method={method} />
        <CopyId id={path} label="path" />
      </div>
      {needs === null ? <p className="soft">Needs no token.</p> : <Needs needs={needs} />}
      {description ? (
        <p className={styles.lead}>
          <Prose text={description} />
        </p>
      ) : null}
      {parameters.length > 0 ? (
        <section aria-label="Parameters">
          <h3>Parameters</h3>
          <ul className={styles.fields}>
            {parameters.map((one) => (
              <li key={`${one.in} ${one.name}`} className={styles.field}>
                <code className={styles.fieldName}>{one.name}</code>
                <span className="soft">{placeWords[one.in] ?? one.in}</span>
                {one.required ? <span className={styles.required}>required</span> : null}
                <span className="soft">
                  <Prose text={one.description} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {body ? (
        <section aria-label="Body">
          <h3>Body</h3>
          <SchemaView schema={body} schemas={schemas} />
        </section>
      ) : null}
      <section aria-label="Answers">
        <h3>Answers</h3>
        <ul className={styles.answers}>
          {answers.map((answer) => (
            <li key={answer.status}>
              <div className={styles.field}>
                <code className={styles.status} data-ok={answer.status.startsWith("2") || undefined}>
                  {answer.status}
                </code>
                <span>
                  <Prose text={answer.description} />
                </span>
                <code className="faint">{answer.type}</code>
              </div>
              {answer.schema && answer.status.startsWith("2") ? (
                <SchemaView schema={answer.schema} schemas={schemas} />
              ) : null}
            </li>
          ))}
        </ul>
      </section>
      <section aria-label="Call it">
        <h3>Call it</h3>
        <CallCommand request={requestOf(operation, document, { realm, origin: serverAddress() })} />
      </section>
    </article>
  );
}

export function Method({ method }: { method: string }) {
  return (
    <span className={styles.method} data-method={method}>
      {method}
    </span>
  );
}

function Needs({ needs }: { needs: string }) {
  const role = /^role:(.+)$/.exec(needs)?.[1];
  return (
    <p className="soft">
      {role ? (
        <>
          Needs a token that acts as <strong>{role}</strong>.
        </>
      ) : needs ? (
        <>
          Needs a token with the scope <code>{needs}</code>.
        </>
      ) : (
        "Needs a token."
      )}
    </p>
  );
}

const placeWords: { readonly [place: string]: string } = {
  path: "in the path",
  query: "in the query",
  header: "header",
};
