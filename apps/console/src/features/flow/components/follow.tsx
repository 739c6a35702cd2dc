import { useReactFlow } from "@xyflow/react";
import { useEffect } from "react";
import { nodeSize, type Placed } from "../layout.ts";

/** Brings a place into the middle, at a size that can be read. */
export function Follow({ place }: { place: Placed | null }) {
  const { setCenter, getZoom } = useReactFlow();
  const x = place?.x;
  const y = place?.y;
  useEffect(() => {
    if (x === undefined || y === undefined) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    void setCenter(x + nodeSize.width / 2, y + nodeSize.height / 2, {
      zoom: Math.max(0.85, getZoom()),
      duration: calm ? 0 : 160,
    });
  }, [x, y, setCenter, getZoom]);
  return null;
}
