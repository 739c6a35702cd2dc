import { Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Check, ChevronsUpDown, Plus } from "lucide-react";
import { useIsAdmin } from "../me.ts";
import { useRealm } from "../realm.ts";
import { useTRPC } from "../trpc.ts";
import styles from "./realm-switcher.module.css";

export function RealmSwitcher({ folded }: { folded: boolean }) {
  const current = useRealm();
  const navigate = useNavigate();
  const { data: realms = [] } = useQuery(useTRPC().realms.list.queryOptions());
  const isAdmin = useIsAdmin();
  // Of those that go for good the list in the settings knows.
  const offered = realms.filter((realm) => realm.closed?.as !== "deleted" || realm.name === current);
  const title = realms.find((realm) => realm.name === current)?.title ?? current;
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <button type="button" className={styles.button} aria-label={`Realm ${current}, switch`}>
          <span className={styles.letter} aria-hidden="true">
            {title.slice(0, 1).toUpperCase()}
          </span>
          {folded ? null : (
            <>
              <span className={`cut ${styles.name}`}>{current}</span>
              <ChevronsUpDown size={14} aria-hidden="true" />
            </>
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Realms</Menu.Label>
        {offered.map((realm) => (
          <Menu.Item
            key={realm.id}
            rightSection={realm.name === current ? <Check size={14} aria-label="current" /> : null}
            onClick={() => void navigate({ to: "/r/$realm", params: { realm: realm.name }, search: {} })}
          >
            <div>{realm.title}</div>
            <div className="mono faint">
              {realm.name}
              {realm.closed ? ` · ${realm.closed.as}` : ""}
            </div>
          </Menu.Item>
        ))}
        {isAdmin ? (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<Plus size={14} aria-hidden="true" />}
              onClick={() =>
                void navigate({
                  to: "/r/$realm/settings/$tab",
                  params: { realm: current, tab: "realms" },
                  search: { new: true },
                })
              }
            >
              New realm…
            </Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
