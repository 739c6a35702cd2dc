import { Button } from "@mantine/core";
import type { Outputs } from "../../../app/trpc.ts";
import { confirm } from "../../../components/confirm.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { TimeOrNever } from "../components/settings-table.tsx";
import styles from "../settings.module.css";
import { TokenPill, works } from "./token-state.tsx";

/** What a token may, where, until when, and its end. */
export function TokenRow(props: {
  token: Outputs["tokens"]["list"][number];
  /** Name of the realm it is for. */
  realm: string;
  revoking: boolean;
  onRevoke: () => void;
}) {
  const { token } = props;
  return (
    <tr data-off={!works(token.state) || undefined}>
      <td>{token.name}</td>
      <td className="mono">{token.hint}…</td>
      <td>
        {token.role ? <div>As {token.role}</div> : null}
        {token.scopes.length > 0 ? <div>{token.scopes.join(", ")}</div> : null}
        <div className="small soft">{props.realm}</div>
      </td>
      <td>
        <RelativeTime at={token.createdAt} />
        <div className="small soft">{token.createdByName}</div>
      </td>
      <td>
        <TimeOrNever at={token.lastUsedAt} />
      </td>
      <td>
        <TimeOrNever at={token.expiresAt} />
      </td>
      <td className={styles.end}>
        {token.state === "active" ? null : <TokenPill state={token.state} />}
        {token.state === "revoked" || token.state === "expired" ? null : (
          <Button
            variant="default"
            aria-label={`Revoke ${token.name}`}
            loading={props.revoking}
            onClick={() =>
              confirm({
                title: `Revoke “${token.name}”?`,
                text: `Whatever uses the token ${token.hint}… is refused from the next request on. A revoked token never works again: its user needs a new one.`,
                action: `Revoke ${token.name}`,
                danger: true,
                onConfirm: props.onRevoke,
              })
            }
          >
            Revoke
          </Button>
        )}
      </td>
    </tr>
  );
}
