import { GuestPicker } from "./guest-picker.tsx";
import type { Demo } from "./use-demo.ts";

/** Above the page: who one is, and that this is a demo. The picker is on the left, where the open chat does not cover it. */
export function DemoBar({ demo }: { demo: Demo }) {
  return (
    <div class="demo-bar">
      {demo.kind === "ready" && (
        <GuestPicker guests={demo.guests} guest={demo.guest} onChoose={demo.choose} />
      )}
      <p class="demo-words">{words(demo)}</p>
      <a class="demo-console" href="/console">
        Staff console
      </a>
    </div>
  );
}

function words(demo: Demo): string {
  if (demo.kind === "off")
    return "Demo mode is off on this server, so nobody can be signed in here. Start it with DEMO=true to chat.";
  if (demo.kind === "failed") return "The server could not be reached. Reload to try again.";
  return "A demo: company, guests and places are invented";
}
