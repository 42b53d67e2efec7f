import { Cabin } from "./pictures/cabin.tsx";
import { Cottage } from "./pictures/cottage.tsx";
import { Loft } from "./pictures/loft.tsx";
import { Machiya } from "./pictures/machiya.tsx";

const stays = [
  {
    name: "Loft in Alfama",
    place: "Lisbon, Portugal",
    policy: "Moderate cancellation",
    night: "€60",
    Picture: Loft,
  },
  {
    name: "Machiya by the Canal",
    place: "Kyoto, Japan",
    policy: "Non-refundable",
    night: "¥21,000",
    Picture: Machiya,
  },
  {
    name: "Cabin at the Harbour",
    place: "Reykjavík, Iceland",
    policy: "Strict cancellation",
    night: "€145",
    Picture: Cabin,
  },
  {
    name: "Cottage in Kalk Bay",
    place: "Cape Town, South Africa",
    policy: "Non-refundable",
    night: "£103",
    Picture: Cottage,
  },
];

export function Stays() {
  return (
    <section class="stays" id="stays" aria-labelledby="stays-title">
      <h2 id="stays-title">Places our guests come back to</h2>
      <ul>
        {stays.map(({ name, place, policy, night, Picture }) => (
          <li key={name}>
            <Picture />
            <div class="stay-words">
              <h3>{name}</h3>
              <p class="stay-night">
                <b>{night}</b> a night
              </p>
              <p>{place}</p>
              <p class="stay-policy">{policy}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
