import { DemoBar } from "./demo-bar.tsx";
import { Hero } from "./hero.tsx";
import { Stays } from "./stays.tsx";
import { TryIt } from "./try-it.tsx";
import { useDemo } from "./use-demo.ts";

/** The home page of Staywell, an invented company, with Frontdesk's widget on it. */
export function Page() {
  const demo = useDemo();
  const openChat = demo.kind === "ready" ? demo.openChat : null;
  return (
    <>
      <DemoBar demo={demo} />
      <header class="site-header">
        <a class="logo" href="/">
          Staywell
        </a>
        <nav aria-label="Staywell">
          <a href="#stays">Stays</a>
          <a href="/help">Help centre</a>
        </nav>
      </header>
      <main>
        <Hero onAsk={openChat} />
        <Stays />
        <TryIt guestName={demo.kind === "ready" ? demo.guest.name : null} onAsk={openChat} />
      </main>
      <footer class="site-footer">
        <p>
          Staywell is invented. The support you meet here is Frontdesk, open source, on your own machines.
        </p>
        <nav aria-label="Footer">
          <a href="/help">Help centre</a>
          <a href="/console">Staff console</a>
          <a href="/openapi.json">API</a>
        </nav>
      </footer>
    </>
  );
}
