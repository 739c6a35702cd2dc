import {
  Bug,
  CircleSlash,
  Clock,
  FileWarning,
  Gauge,
  Hourglass,
  Layers,
  type LucideIcon,
  MemoryStick,
  PackageX,
  SearchX,
  ServerCrash,
  ShieldAlert,
} from "lucide-react";
import styles from "../errors.module.css";

const icons: Record<string, LucideIcon> = {
  invalid_syntax: FileWarning,
  compilation: PackageX,
  execution: Bug,
  timeout: Clock,
  operation_limit: Gauge,
  memory_limit: MemoryStick,
  stack_overflow: Layers,
  security_violation: ShieldAlert,
  not_found: SearchX,
  busy: Hourglass,
  cancelled: CircleSlash,
  engine_failure: ServerCrash,
};

/** One icon per error type; the word stands beside it or in the row's label. */
export function ErrorIcon({ type, quiet }: { type: string; quiet?: boolean }) {
  const Icon = icons[type] ?? Bug;
  return (
    <span className={styles.icon} data-quiet={quiet || undefined} aria-hidden="true">
      <Icon size={16} strokeWidth={1.75} />
    </span>
  );
}
