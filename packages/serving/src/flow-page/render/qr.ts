import { encode } from "uqr";
import { type Html, html } from "./html.ts";

/** Modules of light around the code that scanners need. */
const quiet = 4;

/** A QR code as inline SVG: one path, no script, no style, readable by assistive technology through its name. */
export function qrCode(value: string, alt: string): Html {
  const { size, data } = encode(value, { border: quiet });
  let path = "";
  data.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) path += `M${x} ${y}h1v1h-1z`;
    });
  });
  return html`<svg class="qr" role="img" aria-label="${alt}" viewBox="0 0 ${size} ${size}" width="216" height="216" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;
}
