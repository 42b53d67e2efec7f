import { dayName, timeOfDay } from "../conversation/format-time.ts";
import { linkToConversation } from "./places.ts";
import { staffClient } from "./staff-client.ts";
import { useMinutes } from "./use-minutes.ts";
import { type PageProps, usePage } from "./use-page.ts";

/** The e-mails to guests, the newest first, and whether the mail server took them. */
export function Mails(props: PageProps) {
  const { data, problem } = usePage(staffClient.mails, props);
  const now = useMinutes();
  const when = (at: string) => `${dayName(at, now)}, ${timeOfDay(at)}`;
  return (
    <section class="page" aria-labelledby="page-title">
      <h1 id="page-title">E-mails to guests</h1>
      {problem && (
        <p class="strip bad" role="alert">
          {problem}
        </p>
      )}
      {!data && !problem && <p class="nothing">One moment…</p>}
      {data?.mails.length === 0 && <p class="nothing">No e-mail was written yet.</p>}
      <ul class="page-list">
        {data?.mails.map(({ id, to, subject, body, createdAt, sentAt, conversationId }) => (
          <li key={id} class="page-card">
            <div class="page-card-top">
              <h2>{subject}</h2>
              {sentAt ? (
                <span class="badge good">Sent {when(sentAt)}</span>
              ) : (
                <span class="badge approval">In the outbox</span>
              )}
            </div>
            <p class="page-card-facts">
              To {to} · {when(createdAt)}
            </p>
            <details>
              <summary>Read it</summary>
              <pre class="mail-body">{body}</pre>
            </details>
            {conversationId && (
              <p class="page-card-acts">
                <a href={linkToConversation(conversationId)}>Open the conversation</a>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
