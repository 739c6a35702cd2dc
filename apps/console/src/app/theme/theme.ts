import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  localStorageColorSchemeManager,
  type MantineColorsTuple,
  rem,
  type VariantColorsResolver,
} from "@mantine/core";
import { dark, light, type Palette, shades, tokens } from "./tokens.ts";

export const colorSchemeManager = localStorageColorSchemeManager({ key: "scriptyard-theme" });

const tuple = (name: keyof typeof shades): MantineColorsTuple =>
  [...shades[name]] as unknown as MantineColorsTuple;

const overlayProps = { color: "#101018", backgroundOpacity: 0.36, blur: 0 };

/**
 * Stock Mantine fails axe on the text of light badges and buttons; this puts every `light`, `outline` and `subtle` text
 * at 4.5 : 1 or more in both themes. `filled` keeps shade 7, which carries white.
 */
const variantColorResolver: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input);
  if (!["light", "outline", "subtle"].includes(input.variant)) return resolved;
  const name = input.color ?? input.theme.primaryColor;
  if (!(name in shades) || name === "dark") return resolved;
  const shade = (index: number): string => `var(--mantine-color-${name}-${index})`;
  const text =
    name === "gray"
      ? "var(--sy-text-soft)"
      : `light-dark(color-mix(in srgb, ${shade(9)}, #000 10%), ${shade(3)})`;
  const tint = (percent: number): string => `color-mix(in srgb, ${shade(5)} ${percent}%, transparent)`;
  return {
    ...resolved,
    color: text,
    background: input.variant === "light" ? tint(14) : "transparent",
    hover: tint(input.variant === "light" ? 22 : 12),
    hoverColor: text,
    border: input.variant === "outline" ? `1px solid var(--sy-line-strong)` : resolved.border,
  };
};

/** Theirs is a `header`, which a reader takes for the page's. */
const noBanner = { header: { role: "presentation" } };
const overPageTitle = { fontSize: rem(15), lineHeight: "22px", fontWeight: 600 };

export const theme = createTheme({
  fontFamily: tokens.font.text,
  fontFamilyMonospace: tokens.font.mono,
  primaryColor: "iris",
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  variantColorResolver,
  cursorType: "pointer",
  respectReducedMotion: true,
  white: light.surface,
  black: light.text,
  colors: {
    iris: tuple("iris"),
    green: tuple("green"),
    amber: tuple("amber"),
    yellow: tuple("amber"),
    red: tuple("red"),
    blue: tuple("blue"),
    gray: tuple("gray"),
    dark: tuple("dark"),
  },
  defaultRadius: "sm",
  radius: {
    xs: rem(4),
    sm: rem(tokens.radius.control),
    md: rem(tokens.radius.card),
    lg: rem(12),
    xl: rem(16),
  },
  spacing: { xs: rem(8), sm: rem(12), md: rem(16), lg: rem(24), xl: rem(32) },
  fontSizes: { xs: rem(12), sm: rem(13), md: rem(13), lg: rem(15), xl: rem(20) },
  lineHeights: { xs: "16px", sm: "20px", md: "20px", lg: "22px", xl: "28px" },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: rem(20), lineHeight: "28px" },
      h2: { fontSize: rem(15), lineHeight: "22px" },
      h3: { fontSize: rem(13), lineHeight: "20px" },
    },
  },
  components: {
    Badge: { defaultProps: { variant: "light", radius: "sm" }, styles: { root: { textTransform: "none" } } },
    Button: { defaultProps: { size: "xs" }, styles: { root: { fontWeight: 500, fontSize: rem(13) } } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
    TextInput: { defaultProps: { size: "sm" } },
    PasswordInput: { defaultProps: { size: "sm" } },
    Select: { defaultProps: { size: "sm", comboboxProps: { shadow: "md" }, checkIconPosition: "right" } },
    Tooltip: {
      defaultProps: { openDelay: 300, withArrow: false, events: { hover: true, focus: true, touch: true } },
    },
    Modal: {
      defaultProps: {
        attributes: noBanner,
        radius: "md",
        centered: true,
        transitionProps: { duration: 120 },
        overlayProps,
        closeButtonProps: { "aria-label": "Close" },
      },
      styles: {
        title: overPageTitle,
        content: { backgroundColor: "var(--sy-surface)", border: "1px solid var(--sy-line)" },
        header: { backgroundColor: "var(--sy-surface)" },
      },
    },
    Drawer: {
      defaultProps: {
        attributes: noBanner,
        transitionProps: { duration: 140 },
        overlayProps,
        closeButtonProps: { "aria-label": "Close" },
      },
      styles: { title: overPageTitle },
    },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Dismiss" } } },
    Tabs: {
      styles: {
        root: { "--tab-border-color": "var(--sy-line)", "--tabs-list-border-size": "1px" },
        tab: { "--tab-hover-color": "var(--sy-hover)", fontWeight: 500 },
      },
    },
    InputWrapper: {
      styles: { label: { marginBottom: 4 }, description: { fontSize: rem(12), lineHeight: "16px" } },
    },
    // Its invisible placeholder for the first focus is no allowed child of a menu.
    Menu: {
      defaultProps: { shadow: "md", transitionProps: { duration: 0 }, withInitialFocusPlaceholder: false },
    },
  },
});

/** Roles as CSS variables: `textSoft` → `--sy-text-soft`. Mantine's own few variables follow them. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    "--sy-font": tokens.font.text,
    "--sy-mono": tokens.font.mono,
    "--sy-radius": `${tokens.radius.control}px`,
    "--sy-radius-card": `${tokens.radius.card}px`,
    "--sy-quick": tokens.motion.quick,
    "--sy-calm": tokens.motion.calm,
    "--sy-sidebar": `${tokens.size.sidebar}px`,
    "--sy-sidebar-folded": `${tokens.size.sidebarFolded}px`,
    "--sy-topbar": `${tokens.size.topbar}px`,
    "--sy-row": `${tokens.size.row}px`,
  },
  light: roles(light),
  dark: roles(dark),
});

function roles(palette: Palette): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [role, value] of Object.entries(palette))
    variables[`--sy-${role.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`] = value;
  return {
    ...variables,
    "--mantine-color-body": palette.ground,
    "--mantine-color-text": palette.text,
    "--mantine-color-dimmed": palette.textFaint,
    "--mantine-color-placeholder": palette.textFaint,
    "--mantine-color-anchor": palette.accentText,
    "--mantine-color-error": palette.error,
    "--mantine-color-default": palette.surface,
    "--mantine-color-default-hover": palette.hover,
    "--mantine-color-default-border": palette.lineStrong,
    "--mantine-color-default-color": palette.text,
    "--mantine-shadow-md": palette.shadow,
    "--mantine-shadow-sm": palette.shadow,
    "--mantine-shadow-xl": palette.shadow,
  };
}
