import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useNavigate, useParams } from "@tanstack/react-router";
import { FilePlus2, Keyboard, LogOut, Moon, Sun, Zap } from "lucide-react";
import { useWhyNot } from "../../../me.ts";
import { productSignIn } from "../../../mount.ts";
import { useRealm } from "../../../realm.ts";
import { setShortcutsOpen } from "../../overlays.ts";
import { useSignOut } from "../../use-sign-out.ts";
import type { PaletteEntry, PaletteGroup } from "../entries.ts";

/** What can be done on every page. */
export function useActions(): PaletteGroup {
  const realm = useRealm();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const { setColorScheme } = useMantineColorScheme();
  const shownScheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const blocked = useWhyNot("author");
  const { name: script }: { name?: string } = useParams({ strict: false });
  const toDark = shownScheme !== "dark";
  const newScript: PaletteEntry = {
    id: "new script",
    label: "New script",
    description: "From a template, for a hook, or a library",
    icon: <FilePlus2 size={15} />,
    blocked,
    run: () => void navigate({ to: "/r/$realm/scripts", params: { realm }, search: { new: "any" } }),
  };
  const entries: PaletteEntry[] = [
    // The page of a script offers its own, which begins in its module.
    ...(script === undefined ? [newScript] : []),
    {
      id: "new trigger",
      label: "New trigger",
      description: "Run a script for messages, requests, points in time or calls",
      icon: <Zap size={15} />,
      blocked,
      run: () => void navigate({ to: "/r/$realm/triggers", params: { realm }, search: { new: "http" } }),
    },
    {
      id: "theme",
      label: toDark ? "Dark theme" : "Light theme",
      icon: toDark ? <Moon size={15} /> : <Sun size={15} />,
      run: () => setColorScheme(toDark ? "dark" : "light"),
    },
    {
      id: "shortcuts",
      label: "Keyboard shortcuts",
      icon: <Keyboard size={15} />,
      keys: "help",
      run: () => setShortcutsOpen(true),
    },
  ];
  if (productSignIn() === null)
    entries.push({
      id: "sign out",
      label: "Sign out",
      icon: <LogOut size={15} />,
      run: () => signOut.mutate(),
    });
  return { group: "Actions", entries };
}
