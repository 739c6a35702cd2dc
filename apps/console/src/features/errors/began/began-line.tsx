import { Link } from "@tanstack/react-router";
import { useRealm } from "../../../app/realm.ts";
import { RelativeTime } from "../../../components/relative-time.tsx";
import styles from "../errors.module.css";
import { authorOf, type Began, beganWords, liveWords } from "./began-words.ts";

/** What an error began with, for the drawer: the version leads to its text. */
export function BeganLine(props: {
  group: { module: string; name: string; began: Began; liveVersion: number | null };
}) {
  const realm = useRealm();
  const { module, name, began, liveVersion } = props.group;
  const live = liveWords(began, liveVersion);
  const after = live === null ? null : <div className="soft small">{live}</div>;
  if (began.kind !== "version") return <>{capital(beganWords(began).replace("began with ", ""))}</>;
  return (
    <>
      <Link
        className={styles.inText}
        to="/r/$realm/scripts/$module/$name"
        params={{ realm, module, name }}
        search={{ version: began.version, tab: "versions" }}
      >
        v{began.version}
      </Link>{" "}
      by {authorOf(began)}, <RelativeTime at={began.at} className="soft" />
      {began.note ? <div style={{ overflowWrap: "anywhere" }}>“{began.note}”</div> : null}
      {began.earlier === null ? null : (
        <div className="soft small">It only failed first with this version: v{began.earlier} has it too.</div>
      )}
      {after}
    </>
  );
}

const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);
