import { Button, Modal } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Handshake, Plus } from "lucide-react";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { useCan } from "../../../app/me.ts";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { confirm } from "../../../components/confirm.tsx";
import { EmptyState } from "../../../components/empty-state.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { QueryCard, SettingsTable } from "../components/settings-table.tsx";
import styles from "../settings.module.css";
import { PartnerKeyForm } from "./partner-key-form.tsx";

/** The sites that visitors are sent to and come back from, with the keys by which those sign what they say. */
export function PartnersSection() {
  const trpc = useTRPC();
  const realm = useRealm();
  const mayChange = useCan("admin");
  const [adding, setAdding] = useState<string | null>(null);
  const query = useQuery(trpc.partners.list.queryOptions({ realm }));
  const remove = useMutation(
    trpc.partners.remove.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.partners.list.queryFilter()),
    }),
  );
  return (
    <section className={styles.section} aria-labelledby="partners">
      <div className={styles.head}>
        <div>
          <h2 id="partners">Partners</h2>
          <p className="soft">
            Sites that visitors are sent to. What a partner signs with its key is believed when the visitor
            comes back, and nothing else is.
          </p>
        </div>
        {mayChange ? (
          <Button leftSection={<Plus size={14} aria-hidden="true" />} onClick={() => setAdding("")}>
            Add partner
          </Button>
        ) : null}
      </div>
      {remove.isError ? <FormProblem>{faultOf(remove.error).message}</FormProblem> : null}
      <QueryCard query={query} rows={2}>
        {(partners) =>
          partners.length === 0 ? (
            <EmptyState icon={Handshake} title="No partner yet">
              A script that sends visitors to a payment or consent page needs one to know what happened there.
            </EmptyState>
          ) : (
            <SettingsTable columns={["Name", "Key made"]}>
              {partners.map(({ id, name, createdAt }) => (
                <tr key={id}>
                  <td className="mono">{name}</td>
                  <td>
                    <RelativeTime at={createdAt} />
                  </td>
                  <td className={styles.end}>
                    {mayChange ? (
                      <>
                        <Button
                          variant="default"
                          aria-label={`New key for ${name}`}
                          onClick={() => setAdding(name)}
                        >
                          New key
                        </Button>
                        <Button
                          variant="default"
                          aria-label={`Remove ${name}`}
                          loading={remove.isPending && remove.variables.name === name}
                          onClick={() =>
                            confirm({
                              title: `Remove the partner “${name}”?`,
                              text: "What it signs is believed no more, also of visitors who are there now. Its key is gone: to bring it back, add it again and hand it a new one.",
                              action: `Remove ${name}`,
                              danger: true,
                              onConfirm: () => remove.mutate({ realm, name }),
                            })
                          }
                        >
                          Remove
                        </Button>
                      </>
                    ) : null}
                  </td>
                </tr>
              ))}
            </SettingsTable>
          )
        }
      </QueryCard>
      <Modal opened={adding !== null} onClose={() => setAdding(null)} title="Key of a partner" size={480}>
        {adding === null ? null : <PartnerKeyForm given={adding} onClose={() => setAdding(null)} />}
      </Modal>
    </section>
  );
}
