// What a guest that broke out could do in the sandbox's process: write to its owner whatever it likes. The function is kept
// from before the thread's modules were disarmed, which native code would not need.
import fs from "node:fs";

const { writeSync } = fs;
const CHANNEL = 3;

export const hostCalls = {
  "probe.say": ([text]) => {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) {
      try {
        at += writeSync(CHANNEL, bytes, at);
      } catch (error) {
        if (error.code !== "EAGAIN") throw error;
      }
    }
    return null;
  },
};
