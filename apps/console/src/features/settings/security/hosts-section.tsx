import { useCan } from "../../../app/me.ts";
import { SettingsCard, SettingsTable } from "../components/settings-table.tsx";
import shared from "../settings.module.css";
import { NewHost } from "./new-host.tsx";
import { PolicyLine, withoutLine } from "./policy-line.tsx";
import styles from "./security.module.css";
import type { PolicyView } from "./types.ts";

/** Hosts that scripts may call with `fetch`, and how. */
export function HostsSection({ view }: { view: PolicyView }) {
  const mayChange = useCan("admin");
  const hosts = view.policy.http ?? [];
  return (
    <section className={shared.section} aria-labelledby="called-hosts">
      <div className={shared.head}>
        <div>
          <h2 id="called-hosts">Hosts that scripts may call</h2>
          <p className="soft">
            <code>fetch</code> reaches these hosts and no others, redirects included. A blocked call is an
            event below.
          </p>
        </div>
      </div>
      <SettingsCard>
        {hosts.length === 0 ? (
          <p className={`soft ${styles.empty}`}>
            No hosts: scripts call nobody. Add one such as <code>api.stripe.com</code>, with the methods they
            need.
          </p>
        ) : (
          <SettingsTable columns={["Host", "Methods", "Where"]}>
            {hosts.map((line) => (
              <PolicyLine
                key={JSON.stringify(line)}
                label={`Remove the host ${line.host}`}
                columns={3}
                question={{
                  title: `Remove ${line.host}?`,
                  text: "Calls of it fail from the next run on, unless another line names it.",
                  action: "Remove host",
                }}
                without={(now) => ({ ...now, http: withoutLine(now.http ?? [], line) })}
              >
                <td className="mono">{line.host}</td>
                <td>{line.methods.join(", ")}</td>
                <td>{line.internal ? "Internal" : "Public, over TLS"}</td>
              </PolicyLine>
            ))}
          </SettingsTable>
        )}
      </SettingsCard>
      {mayChange && <NewHost index={hosts.length} />}
    </section>
  );
}
