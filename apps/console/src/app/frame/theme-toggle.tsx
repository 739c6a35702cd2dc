import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { Moon, Sun } from "lucide-react";

/** The browser's own tip, not ours: it stands before sign-in too, where ours would be a tenth of the page. */
export function ThemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const label = shown === "dark" ? "Light theme" : "Dark theme";
  const Icon = shown === "dark" ? Sun : Moon;
  return (
    <ActionIcon
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(shown === "dark" ? "light" : "dark")}
    >
      <Icon size={16} strokeWidth={1.75} />
    </ActionIcon>
  );
}
