import { SegmentedControl } from "@mantine/core";
import { encodePart } from "@scriptyard/model";
import { type ReactNode, useState } from "react";
import { readJson } from "../../app/read-json.ts";
import { formatNumber } from "../format.ts";
import { JsonView } from "../json-view.tsx";
import { TextBox } from "../text-box.tsx";
import styles from "./result.module.css";

/** Before the page's text: neither pictures nor styles of it ask any server, ours least, in the name of who looks. */
const closed = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`;

/** Characters of a text that are shown; a browser lays out no more of them in a blink. */
const longest = 100_000;

/** The body of an answer as what it calls itself. Nothing in it is ever run, and it loads nothing. */
export function BodyView({ text, type }: { text: string | null; type: string }): ReactNode {
  if (text === null || text === "") return <p className="soft">No body.</p>;
  if (/[/+]json$/.test(type)) {
    const read = readJson(text);
    if (read.ok) return <JsonView value={read.value} depth={3} label="Body of the answer" />;
  }
  if (type === "text/html") return <Html text={text} />;
  // As an image a drawing runs nothing and loads nothing.
  if (type === "image/svg+xml")
    return (
      <img className={styles.image} alt="Body of the answer" src={`data:image/svg+xml,${encodePart(text)}`} />
    );
  return <Text text={text} />;
}

function Text({ text }: { text: string }) {
  const more = text.length - longest;
  return (
    <>
      <TextBox tall label="Body of the answer">
        {text.slice(0, longest)}
      </TextBox>
      {more > 0 && <p className="faint small">{formatNumber(more)} more characters are not shown.</p>}
    </>
  );
}

/** Its source at first; as a page in a frame without scripts, forms or an origin. */
function Html({ text }: { text: string }) {
  const [as, setAs] = useState("source");
  return (
    <>
      <SegmentedControl
        size="xs"
        w="fit-content"
        aria-label="Show the body as"
        value={as}
        data={[
          { value: "source", label: "Source" },
          { value: "page", label: "Page" },
        ]}
        onChange={setAs}
      />
      {as === "source" ? (
        <Text text={text} />
      ) : (
        <iframe
          className={styles.page}
          title="Body of the answer as a page"
          sandbox=""
          referrerPolicy="no-referrer"
          srcDoc={closed + text}
        />
      )}
    </>
  );
}
