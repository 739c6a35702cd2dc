import { lazy, Suspense } from "react";
import { EditorSkeleton } from "./layout/editor-skeleton.tsx";

// Monaco is a megabyte: the frame and a skeleton are there at once, the editor when it has arrived.
const load = () => import("./editor-screen.tsx");
const EditorScreen = lazy(async () => ({ default: (await load()).EditorScreen }));

/** `/r/$realm/scripts` and `/r/$realm/scripts/$module/$name`: one screen for every script. */
export function EditorPage() {
  return (
    <Suspense fallback={<EditorSkeleton />}>
      <EditorScreen />
    </Suspense>
  );
}
