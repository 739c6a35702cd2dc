import { Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Archive, Download, Pencil, RotateCcw, Trash2, Upload } from "lucide-react";
import { RowMenu } from "../../../components/row-menu.tsx";
import { TimeOrNever } from "../components/settings-table.tsx";
import styles from "../settings.module.css";
import type { RealmDialog, RealmStanding } from "./realm-standing.ts";
import { RealmStatePill } from "./realm-state-pill.tsx";

/** One realm: what it is called, of which host, how it stands, and what can be done with it. */
export function RealmRow(props: {
  realm: RealmStanding;
  isCurrent: boolean;
  onArchive: () => void;
  onRestore: () => void;
  onAsk: (dialog: RealmDialog) => void;
}) {
  const { realm, onAsk } = props;
  const { name, title, state } = realm;
  const items = () => (
    <>
      {state === "open" ? (
        <Menu.Item leftSection={<Pencil size={15} />} onClick={() => onAsk({ kind: "rename", realm })}>
          Rename…
        </Menu.Item>
      ) : (
        <Menu.Item leftSection={<RotateCcw size={15} />} onClick={props.onRestore}>
          Take it back
        </Menu.Item>
      )}
      <Menu.Item leftSection={<Download size={15} />} onClick={() => onAsk({ kind: "export", realm })}>
        Export…
      </Menu.Item>
      {state === "open" ? (
        <Menu.Item leftSection={<Upload size={15} />} onClick={() => onAsk({ kind: "import", realm })}>
          Import…
        </Menu.Item>
      ) : null}
      {state === "open" ? (
        <Menu.Item leftSection={<Archive size={15} />} onClick={props.onArchive}>
          Archive…
        </Menu.Item>
      ) : null}
      {state === "deleted" ? null : (
        <Menu.Item leftSection={<Trash2 size={15} />} onClick={() => onAsk({ kind: "delete", realm })}>
          Delete…
        </Menu.Item>
      )}
    </>
  );
  return (
    <tr data-off={state !== "open" || undefined}>
      <td>
        <Link to="/r/$realm" params={{ realm: name }} search={{}}>
          {title}
        </Link>
        {props.isCurrent ? <span className="faint"> (this one)</span> : null}
        <div className="mono faint">{name}</div>
      </td>
      <td>{realm.hostTitle}</td>
      <td className={styles.end}>{realm.scripts}</td>
      <td>
        <RealmStatePill realm={realm} />
      </td>
      <td>
        <TimeOrNever at={realm.lastActivityAt} />
      </td>
      <td className={styles.end}>
        <RowMenu label={`Actions for ${name}`} width={180} items={items} />
      </td>
    </tr>
  );
}
