import { useReactFlow, useStore } from "@xyflow/react";
import { useEffect, useRef } from "react";

/** What stands in the middle stays there when something opens beside the graph, or closes. */
export function KeepCentred(): null {
  const width = useStore((state) => state.width);
  const { getViewport, setViewport } = useReactFlow();
  const before = useRef(0);
  useEffect(() => {
    const wider = width - before.current;
    const isFirst = before.current === 0;
    before.current = width;
    if (isFirst || wider === 0) return;
    const { x, y, zoom } = getViewport();
    void setViewport({ x: x + wider / 2, y, zoom });
  }, [width, getViewport, setViewport]);
  return null;
}
