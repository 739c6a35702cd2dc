import { Button } from "@mantine/core";
import { faultOf } from "../../../app/fault.ts";
import { useCan } from "../../../app/me.ts";
import { confirm } from "../../../components/confirm.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { SettingsCard, SettingsTable } from "../components/settings-table.tsx";
import shared from "../settings.module.css";
import { NewHost } from "./new-host.tsx";
import styles from "./security.module.css";
import type { PolicyView } from "./types.ts";
import { useSavePolicy } from "./use-save-policy.ts";

/** Hosts that scripts may call with `fetch`, and how. */
export function HostsSection({ view }: { view: PolicyView }) {
  const mayChange = useCan("admin");
  const save = useSavePolicy();
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
      {save.isError ? <FormProblem>{faultOf(save.error).message}</FormProblem> : null}
      <SettingsCard>
        {hosts.length === 0 ? (
          <p className={`soft ${styles.empty}`}>
            No hosts: scripts call nobody. Add one such as <code>api.stripe.com</code>, with the methods they
            need.
          </p>
        ) : (
          <SettingsTable columns={["Host", "Methods", "Where"]}>
            {hosts.map(({ host, methods, internal }, at) => (
              <tr key={`${host} ${methods.join()}`}>
                <td className="mono">{host}</td>
                <td>{methods.join(", ")}</td>
                <td>{internal ? "Internal" : "Public, over TLS"}</td>
                <td className={shared.end}>
                  {mayChange && (
                    <Button
                      variant="default"
                      disabled={save.isPending}
                      aria-label={`Remove the host ${host}`}
                      onClick={() =>
                        confirm({
                          title: `Remove ${host}?`,
                          text: "Calls of it fail from the next run on, unless another line names it.",
                          action: "Remove host",
                          danger: true,
                          onConfirm: () =>
                            save.save((now) => ({
                              ...now,
                              http: without(now.http ?? [], hosts[at]!),
                            })),
                        })
                      }
                    >
                      Remove
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </SettingsTable>
        )}
      </SettingsCard>
      {mayChange && <NewHost />}
    </section>
  );
}

type Host = NonNullable<PolicyView["policy"]["http"]>[number];

/** A line is what it says: somebody else may have moved the others. */
function without(hosts: readonly Host[], gone: Host): Host[] {
  const text = JSON.stringify(gone);
  return hosts.filter((one) => JSON.stringify(one) !== text);
}
