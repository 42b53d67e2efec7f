import { useEffect, useRef, useState } from "preact/hooks";
import type { WidgetHandle, WidgetOptions } from "../widget/options.ts";
import { type DemoGuest, demoGuests, demoToken } from "./demo-client.ts";

export type Demo =
  | { kind: "loading" }
  /** The server is not in demo mode. */
  | { kind: "off" }
  | { kind: "failed" }
  | {
      kind: "ready";
      guests: DemoGuest[];
      guest: DemoGuest;
      choose: (guest: DemoGuest) => void;
      openChat: OpenChat;
    };

/** `draft` stands in the composer. */
export type OpenChat = (draft?: string) => void;

const rememberedGuest = "staywell:guest";

/** Plays the part of a site with signed-in guests: picks one, mints her token and mounts the widget with it. */
export function useDemo(): Demo {
  const [guests, setGuests] = useState<DemoGuest[] | null | undefined>(undefined);
  const [hasFailed, setFailed] = useState(false);
  const [guest, setGuest] = useState<DemoGuest | null>(null);
  const widget = useRef<WidgetHandle | null>(null);

  useEffect(() => {
    demoGuests().then(
      (found) => {
        setGuests(found);
        setGuest(found ? startWith(found) : null);
      },
      () => setFailed(true),
    );
  }, []);
  useEffect(() => {
    if (!guest) return;
    widget.current = window.Frontdesk.mount(optionsFor(guest));
    return () => widget.current?.unmount();
  }, [guest]);

  if (hasFailed) return { kind: "failed" };
  if (guests === undefined) return { kind: "loading" };
  if (!guests || !guest) return { kind: "off" };
  const choose = (chosen: DemoGuest) => {
    localStorage.setItem(rememberedGuest, chosen.id);
    setGuest(chosen);
  };
  return { kind: "ready", guests, guest, choose, openChat: (draft) => widget.current?.open(draft) };
}

function optionsFor(guest: DemoGuest): WidgetOptions {
  return { getToken: () => demoToken(guest.id), guestName: guest.name, company: "Staywell" };
}

/** The guest of last time, else Maria, whose late cancellation is the story this demo tells. */
function startWith(guests: DemoGuest[]): DemoGuest | null {
  const wanted = [localStorage.getItem(rememberedGuest), "maria"];
  for (const id of wanted) {
    const found = guests.find((guest) => guest.id === id);
    if (found) return found;
  }
  return guests[0] ?? null;
}
