import { Menu, useMantineColorScheme } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Keyboard, LogOut, Monitor, Settings2 } from "lucide-react";
import { useMe } from "../me.ts";
import { productSignIn } from "../mount.ts";
import { useRealm } from "../realm.ts";
import { setShortcutsOpen } from "./overlays.ts";
import { useSignOut } from "./use-sign-out.ts";
import styles from "./user-menu.module.css";

export function UserMenu() {
  const me = useMe();
  const realm = useRealm();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  if (!me) return null;
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <button type="button" className={styles.button} aria-label={`${me.name || me.email}, account`}>
          {initials(me.name || me.email)}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.who}>
          <div className="cut">{me.name || me.email}</div>
          <div className="small soft cut">
            {me.email} · {me.role}
          </div>
        </div>
        <Menu.Divider />
        <Menu.Item
          leftSection={<Settings2 size={15} />}
          onClick={() => void navigate({ to: "/r/$realm/settings/$tab", params: { realm, tab: "profile" } })}
        >
          {productSignIn() === null ? "Profile and sessions" : "Profile"}
        </Menu.Item>
        <Menu.Item leftSection={<Monitor size={15} />} onClick={() => setColorScheme("auto")}>
          Use the system's theme
        </Menu.Item>
        <Menu.Item leftSection={<Keyboard size={15} />} onClick={() => setShortcutsOpen(true)}>
          Keyboard shortcuts
        </Menu.Item>
        {productSignIn() === null ? (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<LogOut size={15} />} onClick={() => signOut.mutate()}>
              Sign out
            </Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

/** `Ada Byron` → `AB`, `ada@acme.example` → `A`. */
function initials(name: string): string {
  const words =
    name
      .split("@")[0]
      ?.split(/[\s._-]+/)
      .filter(Boolean) ?? [];
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.[0]?.toUpperCase() ?? "")
    .join("");
}
