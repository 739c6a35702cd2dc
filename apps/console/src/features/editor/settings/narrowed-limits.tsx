import { formatNumber } from "../../../components/format.ts";
import { limitFields } from "../../../components/limit-fields.ts";
import { useScriptPolicy } from "../server/queries.ts";
import styles from "./settings.module.css";

/** Limits that the script asks for and does not get, with who narrows them. */
export function NarrowedLimits({ scriptId }: { scriptId: string }) {
  const narrowed = useScriptPolicy(scriptId).data?.policy.narrowed ?? [];
  if (narrowed.length === 0) return null;
  return (
    <ul className={styles.narrowed} aria-label="Narrowed limits">
      {narrowed.map(({ name, asked, allowed, by }) => {
        const { label = name, scale = 1, unit = "" } = limitFields.find((field) => field.key === name) ?? {};
        const shown = (value: number) => `${formatNumber(value / scale)} ${unit}`.trim();
        return (
          <li key={name}>
            {label}: asked {shown(asked)}, {by} allows {shown(allowed)}.
          </li>
        );
      })}
    </ul>
  );
}
