import { Select } from "@mantine/core";
import { productSignIn } from "../../../app/mount.ts";
import { TimeOrNever } from "../components/settings-table.tsx";
import styles from "../settings.module.css";
import type { Member, Role } from "./access.ts";
import { AccessPill } from "./access-pill.tsx";
import { MemberMenu } from "./member-menu.tsx";

/** One member: who, which role, how they can come in, and what can be done. Nobody changes their own role here. */
export function MemberRow(props: {
  user: Member;
  isMe: boolean;
  busy: boolean;
  onRole: (role: Role) => void;
  onReset: () => void;
  onToggle: () => void;
}) {
  const { user, isMe } = props;
  const ownAccounts = productSignIn() === null;
  return (
    <tr data-off={user.disabled || undefined}>
      <td>
        {user.name || "–"}
        {isMe ? <span className="faint"> (you)</span> : null}
        {ownAccounts || user.disabled ? <AccessPill user={user} /> : null}
      </td>
      <td>{user.email}</td>
      <td>
        {isMe || user.disabled || !ownAccounts ? (
          <span title={isMe && ownAccounts ? "Another admin can change your role." : undefined}>
            {user.role}
          </span>
        ) : (
          <Select
            size="xs"
            w={130}
            aria-label={`Role of ${user.email}`}
            allowDeselect={false}
            value={user.role}
            data={["operator", "author", "admin"]}
            onChange={(role) => role && props.onRole(role as Role)}
          />
        )}
      </td>
      <td>
        <TimeOrNever at={user.lastSeenAt} />
      </td>
      <td className={styles.end}>
        {isMe ? null : (
          <MemberMenu user={user} busy={props.busy} onReset={props.onReset} onToggle={props.onToggle} />
        )}
      </td>
    </tr>
  );
}
