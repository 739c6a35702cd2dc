import { ActionIcon, Tooltip } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { Check, Copy } from "lucide-react";
import type { ReactNode } from "react";
import { useRealm } from "../../../app/realm.ts";
import { NotCopied } from "../../../components/not-copied.tsx";
import { Prose } from "../../../components/prose.tsx";
import type { HostReference } from "../entries.ts";
import styles from "../host-api.module.css";

/** What it is called, what kind of thing it is, and what for. */
export function EntryHead(props: { name: string; kind: ReactNode; description: string }) {
  return (
    <>
      <div className={styles.title}>
        <h2 id="entry">{props.name}</h2>
        {props.kind}
      </div>
      {props.description ? (
        <p className={styles.lead}>
          <Prose text={props.description} />
        </p>
      ) : null}
    </>
  );
}

export function Signature({ text, reference }: { text: string; reference: HostReference }) {
  return (
    <>
      <h3>Signature</h3>
      <Code text={text} label="Signature" />
      <UsedTypes text={text} reference={reference} />
    </>
  );
}

/** Types of the host that a text names, as links. */
export function UsedTypes(props: { text: string; reference: HostReference; except?: string }) {
  const words = new Set(props.text.match(/[A-Za-z_$][\w$]*/g) ?? []);
  const used = props.reference.types.filter((type) => words.has(type.name) && type.name !== props.except);
  if (used.length === 0) return null;
  return (
    <div className={styles.chips} style={{ marginTop: 8 }}>
      {used.map((type) => (
        <EntryLink key={type.name} name={type.name} />
      ))}
    </div>
  );
}

export function EntryLink({ name }: { name: string }) {
  const realm = useRealm();
  return (
    <Link to="/r/$realm/host-api" params={{ realm }} search={{ item: name }}>
      {name}
    </Link>
  );
}

/** Text to read and to take along. */
export function Code({ text, label }: { text: string; label: string }) {
  const clipboard = useClipboard({ timeout: 1_200 });
  return (
    <div className={styles.codeBox}>
      <section
        className={styles.code}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls sideways, so the keyboard must reach it
        tabIndex={0}
      >
        {text}
      </section>
      <Tooltip label={clipboard.copied ? "Copied" : "Copy"}>
        <ActionIcon
          className={styles.copy ?? ""}
          size={26}
          aria-label="Copy the code"
          onClick={() => clipboard.copy(text)}
        >
          {clipboard.copied ? <Check size={14} /> : <Copy size={14} />}
        </ActionIcon>
      </Tooltip>
      {clipboard.error ? <NotCopied /> : null}
    </div>
  );
}
