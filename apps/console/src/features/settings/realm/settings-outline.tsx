import { isObject } from "@scriptyard/model";
import { parseSettings } from "../parse-settings.ts";
import { settingPaths } from "../setting-paths.ts";
import styles from "./schema-form.module.css";

/** What there is to fill in by a schema: each setting with its kind, what it is called, and whether records mask it. */
export function SettingsOutline({ schema }: { schema: string }) {
  const read = parseSettings(schema);
  const rows = read.ok ? settingPaths(read.value).map((path) => rowOf(read.value, path)) : [];
  if (rows.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls, so the keyboard must reach it
    <section className={styles.outline} tabIndex={0} aria-label="What there is to fill in">
      <dl>
        {rows.map(({ path, kind, text, isRequired, isMasked }) => (
          <div key={path} style={{ paddingLeft: 12 * (path.split(".").length - 1) }}>
            <dt className="mono">
              {path.split(".").at(-1)}
              <span className="faint">
                {" "}
                {kind}
                {isRequired ? ", required" : ""}
                {isMasked ? ", masked in records" : ""}
              </span>
            </dt>
            {text === "" ? null : <dd className="soft">{text}</dd>}
          </div>
        ))}
      </dl>
    </section>
  );
}

function rowOf(schema: Record<string, unknown>, path: readonly string[]) {
  const above = path.slice(0, -1).reduce<unknown>((at, name) => propertyOf(at, name), schema);
  const own = propertyOf(above, path.at(-1)!);
  const required = isObject<unknown>(above) && Array.isArray(above.required) ? above.required : [];
  return {
    path: path.join("."),
    kind: kindOf(own),
    text: wordsOf(own, "title") || wordsOf(own, "description"),
    isRequired: required.includes(path.at(-1)!),
    isMasked: isObject<unknown>(own) && own["x-sensitive"] === true,
  };
}

function propertyOf(schema: unknown, name: string): unknown {
  const properties = isObject<unknown>(schema) ? schema.properties : null;
  return isObject<unknown>(properties) && Object.hasOwn(properties, name) ? properties[name] : null;
}

function kindOf(schema: unknown): string {
  if (!isObject<unknown>(schema)) return "anything";
  if (Array.isArray(schema.enum)) return schema.enum.slice(0, 6).map(String).join(" or ").slice(0, 80);
  return typeof schema.type === "string" ? schema.type : "anything";
}

function wordsOf(schema: unknown, name: "title" | "description"): string {
  const value = isObject<unknown>(schema) ? schema[name] : "";
  return typeof value === "string" ? value.slice(0, 200) : "";
}
