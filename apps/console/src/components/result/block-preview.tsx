import { decisionOf, type UiBlock, type UiPart, uiBlockSchema } from "@scriptyard/model";
import { useId } from "react";
import styles from "./block-preview.module.css";
import type { PartProps } from "./result-views.ts";

/** The block that a hook returned or challenges with; nothing where there is none. */
export function BlockBody({ shown: { result }, kind }: PartProps) {
  const decision = decisionOf(kind, result);
  const asked = decision?.action === "challenge" ? decision.block : null;
  const { data } = uiBlockSchema.safeParse(kind?.role === "shows" ? result : asked);
  return data ? <BlockPreview block={data} /> : null;
}

/** A UI block as the end user would see it. Nothing can be submitted from here. */
function BlockPreview({ block }: { block: UiBlock }) {
  return (
    <section className={styles.block} aria-label="What the end user would see">
      {block.title && <p className={styles.title}>{block.title}</p>}
      {block.parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts are a sequence
        <Part key={index} part={part} />
      ))}
      <button type="button" className={styles.submit} disabled>
        {block.submit ?? "Continue"}
      </button>
    </section>
  );
}

function Part({ part }: { part: UiPart }) {
  switch (part.type) {
    case "heading":
      return <p className={styles.heading}>{part.text}</p>;
    case "text":
      return <p>{part.text}</p>;
    case "notice":
      return (
        <p className={styles.notice} data-tone={part.tone}>
          {part.text}
        </p>
      );
    case "link":
      return (
        <p>
          <span className={styles.link}>{part.text}</span> <span className="faint small">{part.url}</span>
        </p>
      );
    case "qr":
      return (
        <p className={styles.qr}>
          QR code: {part.alt} <code>{part.value}</code>
        </p>
      );
    case "choice":
      return (
        <fieldset className={styles.choice}>
          <legend>{part.label}</legend>
          {part.options.map((option) => (
            <label key={option.value}>
              <input type="radio" disabled /> {option.label}
            </label>
          ))}
        </fieldset>
      );
    case "field":
      return <Field part={part} />;
  }
}

function Field({ part }: { part: Extract<UiPart, { type: "field" }> }) {
  const id = useId();
  if (part.kind === "checkbox")
    return (
      <label className={styles.check}>
        <input type="checkbox" disabled /> {part.label}
        <Message part={part} />
      </label>
    );
  const required = part.required !== false;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {part.label}
        {required ? "" : " (optional)"}
      </label>
      {part.kind === "select" ? (
        <select id={id} disabled>
          {(part.options ?? []).map((option) => (
            <option key={option.value}>{option.label}</option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          type={part.kind === "code" ? "text" : part.kind}
          defaultValue={part.value ?? ""}
          readOnly
          disabled
        />
      )}
      <Message part={part} />
    </div>
  );
}

function Message({ part }: { part: Extract<UiPart, { type: "field" }> }) {
  return (
    <>
      {part.hint && <span className={styles.hint}>{part.hint}</span>}
      {part.error && <span className={styles.error}>{part.error}</span>}
    </>
  );
}
