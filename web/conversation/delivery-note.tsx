import type { Delivery } from "./view.ts";

export interface DeliveryActions {
  retry: (id: string) => void;
  discard: (id: string) => void;
}

/** Under a message that is on its way, or did not get through. */
export function DeliveryNote({
  id,
  delivery,
  actions,
}: {
  id: string;
  delivery: Delivery;
  actions?: DeliveryActions | undefined;
}) {
  if (delivery.state === "sending") return <p class="delivery">Sending…</p>;
  return (
    <p class="delivery failed" role="alert">
      <span>{delivery.reason}</span>
      {delivery.canRetry && (
        <button type="button" class="link" onClick={() => actions?.retry(id)}>
          Send again
        </button>
      )}
      <button type="button" class="link" onClick={() => actions?.discard(id)}>
        Delete
      </button>
    </p>
  );
}
