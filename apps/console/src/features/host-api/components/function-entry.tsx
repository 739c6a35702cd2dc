import { Prose } from "../../../components/prose.tsx";
import { StatusPill } from "../../../components/status-pill.tsx";
import type { HostReference } from "../entries.ts";
import styles from "../host-api.module.css";
import { Code, EntryHead, Signature } from "./entry-parts.tsx";

type HostFunction = HostReference["functions"][number];

/** What a script calls: how, with what, what comes back, and who may. */
export function FunctionEntry(props: { item: HostFunction; reference: HostReference }) {
  const { item, reference } = props;
  return (
    <>
      <EntryHead
        name={item.name}
        kind={
          <StatusPill tone={kinds[item.kind].tone} hint={kinds[item.kind].hint}>
            {kinds[item.kind].label}
          </StatusPill>
        }
        description={item.description}
      />
      <Signature text={item.signature} reference={reference} />
      {item.params.length > 0 ? (
        <>
          <h3>Arguments</h3>
          <Parameters params={item.params} />
        </>
      ) : null}
      <h3>Answers</h3>
      <p>
        <code>{item.result}</code>
      </p>
      <h3>Example</h3>
      <Code text={item.example} label="Example" />
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

function Parameters({ params }: Pick<HostFunction, "params">) {
  return (
    <table className={styles.params}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Type</th>
          <th scope="col">What it is</th>
        </tr>
      </thead>
      <tbody>
        {params.map((param) => (
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
  );
}

const kinds: {
  [kind in HostFunction["kind"]]: {
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
  engine: {
    tone: "info",
    label: "engine",
    hint: "Scriptyard's own: answers at once, the same for every host.",
  },
  event: {
    tone: "info",
    label: "waits",
    hint: "Await it. The script sleeps until somebody answers, also across a restart of the server.",
  },
};
