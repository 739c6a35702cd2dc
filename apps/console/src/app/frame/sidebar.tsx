import { Tooltip } from "@mantine/core";
import { errorTriage } from "@scriptyard/model";
import { Link } from "@tanstack/react-router";
import {
  BookOpen,
  Braces,
  ChartNoAxesColumn,
  CircleAlert,
  Database,
  FileCode2,
  FileStack,
  KeyRound,
  ListTree,
  type LucideIcon,
  PanelLeftClose,
  PanelLeftOpen,
  Settings2,
  Workflow,
  Zap,
} from "lucide-react";
import { formatCounted } from "../../components/format.ts";
import { KeyHint } from "../../components/key-hint.tsx";
import { type NavId, navItems } from "../nav.ts";
import { useRealm } from "../realm.ts";
import { FirstSteps } from "./first-steps/first-steps.tsx";
import { Mark, Wordmark } from "./logo.tsx";
import { RealmSwitcher } from "./realm-switcher.tsx";
import styles from "./sidebar.module.css";
import { useOpenErrors } from "./use-live-caches.ts";

const icons: Record<NavId, LucideIcon> = {
  overview: ChartNoAxesColumn,
  flows: Workflow,
  scripts: FileCode2,
  sources: FileStack,
  executions: ListTree,
  errors: CircleAlert,
  triggers: Zap,
  state: Database,
  secrets: KeyRound,
  "host-api": BookOpen,
  "http-api": Braces,
  settings: Settings2,
};

export function Sidebar(props: { folded: boolean; onFold: () => void }) {
  const realm = useRealm();
  const openErrors = useOpenErrors(realm);
  const Fold = props.folded ? PanelLeftOpen : PanelLeftClose;
  const foldLabel = props.folded ? "Show the sidebar" : "Fold the sidebar";
  return (
    <aside className={styles.sidebar} data-folded={props.folded || undefined} aria-label="Sidebar">
      <Link
        to="/r/$realm"
        params={{ realm }}
        search={{}}
        className={styles.brand ?? ""}
        aria-label="Scriptyard, overview"
      >
        {props.folded ? <Mark size={22} /> : <Wordmark size={22} />}
      </Link>
      <RealmSwitcher folded={props.folded} />
      <nav aria-label="Pages" className={styles.nav}>
        {navItems.map(({ id, label, path, key }) => {
          const Icon = icons[id];
          const badge = id === "errors" ? openErrors : 0;
          return (
            <Tooltip
              key={id}
              label={
                <span className={styles.tip}>
                  {label} <KeyHint of={{ keys: `g ${key}` }} />
                </span>
              }
              position="right"
              openDelay={props.folded ? 100 : 700}
            >
              <Link
                to={path}
                params={{ realm }}
                search={{}}
                activeOptions={{ exact: id === "overview", includeSearch: false }}
                className={styles.link ?? ""}
              >
                <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
                <span className={styles.label}>{label}</span>
                {badge > 0 ? (
                  <span className={styles.badge}>
                    {formatCounted(badge, errorTriage.countedOpen)}
                    <span className="hidden-text"> open</span>
                  </span>
                ) : null}
              </Link>
            </Tooltip>
          );
        })}
      </nav>
      <FirstSteps />
      <Tooltip label={foldLabel} position="right">
        <button
          type="button"
          className={styles.fold}
          onClick={props.onFold}
          aria-label={foldLabel}
          aria-pressed={props.folded}
        >
          <Fold size={16} strokeWidth={1.75} aria-hidden="true" />
        </button>
      </Tooltip>
    </aside>
  );
}
