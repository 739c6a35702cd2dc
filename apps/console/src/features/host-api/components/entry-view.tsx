import { ActionIcon, Tooltip } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { Check, Copy } from "lucide-react";
import { useRealm } from "../../../app/realm.ts";
import { Prose } from "../../../components/prose.tsx";
import { StatusPill } from "../../../components/status-pill.tsx";
import type { Entry, HostReference } from "../entries.ts";
import styles from "../host-api.module.css";

export function EntryView({ entry, reference }: { entry: Entry; reference: HostReference }) {
  return (
    <article className={styles.article} aria-labelledby="entry">
      {entry.kind === "hook" ? (
        <Hook item={entry.item} reference={reference} />
      ) : entry.kind === "function" ? (
        <FunctionEntry item={entry.item} reference={reference} />
      ) : (
        <TypeEntry item={entry.item} reference={reference} />
      )}
    </article>
  );
}

function Hook({ item, reference }: { item: HostReference["hooks"][number]; reference: HostReference }) {
  return (
    <>
      <div className={styles.title}>
        <h2 id="entry">{item.name}</h2>
        <StatusPill tone="accent">hook</StatusPill>
      </div>
      <p className={styles.lead}>
        <Prose text={item.description} />
      </p>
      <h3>Signature</h3>
      <Code text={item.signature} />
      <UsedTypes text={item.signature} reference={reference} />
      <h3>What it may call</h3>
      <div className={styles.chips}>
        {item.functions.map((name) => (
          <EntryLink key={name} name={name} />
        ))}
      </div>
    </>
  );
}

function FunctionEntry(props: { item: HostReference["functions"][number]; reference: HostReference }) {
  const { item, reference } = props;
  return (
    <>
      <div className={styles.title}>
        <h2 id="entry">{item.name}</h2>
        <StatusPill tone={kinds[item.kind].tone} hint={kinds[item.kind].hint}>
          {kinds[item.kind].label}
        </StatusPill>
      </div>
      <p className={styles.lead}>
        <Prose text={item.description} />
      </p>
      <h3>Signature</h3>
      <Code text={item.signature} />
      <UsedTypes text={item.signature} reference={reference} />
      {item.params.length > 0 ? (
        <>
          <h3>Arguments</h3>
          <table className={styles.params}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Type</th>
                <th scope="col">What it is</th>
              </tr>
            </thead>
            <tbody>
              {item.params.map((param) => (
                <tr key={param.name}>
                  <td>
                    <code>{param.name}</code>
                    {param.optional ? <div className="small faint">optional</div> : null}
                  </td>
                  <td>
                    <code>{param.type}</code>
                  </td>
                  <td>
                    <Prose text={param.description} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : null}
      <h3>Answers</h3>
      <p>
        <code>{item.result}</code>
      </p>
      <h3>Example</h3>
      <Code text={item.example} />
      {item.badArgument ? (
        <>
          <h3>With a bad argument</h3>
          <p className="soft">
            <Prose text={item.badArgument} />
          </p>
        </>
      ) : null}
      <h3>Who may</h3>
      <p>
        Capability <code>{item.capability}</code>, granted by the security{" "}
        {item.levels.length === 1 ? "level" : "levels"} {item.levels.join(", ")}.
      </p>
    </>
  );
}

function TypeEntry({ item, reference }: { item: HostReference["types"][number]; reference: HostReference }) {
  return (
    <>
      <div className={styles.title}>
        <h2 id="entry">{item.name}</h2>
        <StatusPill tone="idle">type</StatusPill>
      </div>
      {item.description ? (
        <p className={styles.lead}>
          <Prose text={item.description} />
        </p>
      ) : null}
      <h3>Declaration</h3>
      <Code text={item.declaration} />
      <UsedTypes text={item.declaration} reference={reference} except={item.name} />
    </>
  );
}

/** Types of the host that a text names, as links. */
function UsedTypes(props: { text: string; reference: HostReference; except?: string }) {
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

function EntryLink({ name }: { name: string }) {
  const realm = useRealm();
  return (
    <Link to="/r/$realm/host-api" params={{ realm }} search={{ item: name }}>
      {name}
    </Link>
  );
}

function Code({ text }: { text: string }) {
  const clipboard = useClipboard({ timeout: 1_200 });
  return (
    <div className={styles.codeBox}>
      <section
        className={styles.code}
        aria-label="Code"
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
    </div>
  );
}

const kinds: {
  [kind in HostReference["functions"][number]["kind"]]: {
    tone: "warn" | "info";
    label: string;
    hint: string;
  };
} = {
  effect: {
    tone: "warn",
    label: "effect",
    hint: "Collected while the script runs, applied by the host after it ended well.",
  },
  host: { tone: "info", label: "answers", hint: "Answers at once; the same arguments give the same answer." },
  async: { tone: "info", label: "answers later", hint: "Await it. The host answers while others run." },
  event: {
    tone: "info",
    label: "waits",
    hint: "Await it. The script sleeps until somebody answers, also across a restart of the server.",
  },
};
