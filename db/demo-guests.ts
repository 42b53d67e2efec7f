/** The invented guests of the demo. Their bookings are in demo-bookings.ts. */
export const demoGuests = [
  {
    id: "maria",
    name: "Maria Oliveira",
    email: "maria@example.com",
    about: "Lisbon in nine days, moderate policy; Porto behind her",
  },
  {
    id: "james",
    name: "James Carter",
    email: "james@example.com",
    about: "New York in ten days, strict policy; a big house in Barcelona next month",
  },
  {
    id: "li",
    name: "Li Wei",
    email: "li@example.com",
    about: "In Tokyo since yesterday; Kyoto ahead, non-refundable",
  },
  {
    id: "amara",
    name: "Amara Okafor",
    email: "amara@example.com",
    about: "Cancelled Edinburgh and was refunded; booked Cape Town two hours ago",
  },
  { id: "jonas", name: "Jonas Weber", email: "jonas@example.com", about: "New here, no bookings yet" },
  {
    id: "noor",
    name: "Noor Al-Sabah",
    email: "noor@example.com",
    about:
      "Kuwait City in two weeks, paid in dinars; a dear house in Lisbon, whose refund two people approve",
  },
  {
    id: "elena",
    name: "Elena Ruiz",
    email: "elena@example.com",
    about: "Was charged twice for Berlin; Barcelona behind her, with a deposit due back",
  },
];

/** What the demo's picker says of a guest, in one line; empty for guests who are not of the demo. */
export const aboutGuest = (id: string): string => demoGuests.find((guest) => guest.id === id)?.about ?? "";
